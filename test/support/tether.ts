/**
 * Arguments for Node: when whoever started the process is gone, however it went, the process is gone too. It has to be
 * started with a channel (`stdio: […, "ipc"]`).
 */
export const TETHER = [
  "--import",
  "data:text/javascript,process.channel.unref();process.once('disconnect',()=>process.exit())",
] as const;
