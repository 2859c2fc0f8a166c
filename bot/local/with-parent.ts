/**
 * Loaded into each process of the local house before its own code: when the launcher is gone, however it went, the
 * process stops too, in its own order.
 */
process.channel?.unref();
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
