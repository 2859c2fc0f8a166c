/** `npm start`: the bot alone where it is configured for production, and otherwise the whole local house. */
const { BOT_MODE, NODE_ENV } = process.env;
const production = BOT_MODE ? BOT_MODE === "production" : NODE_ENV === "production";
if (production) await import("./main.js");
else await import("./local/start.js");
