import { type ListenOptions, Server } from "node:net";

/**
 * Loaded into the local Teams client before its own code. It would listen on every network interface, and whoever
 * reaches it acts as any of its users; so what names a port alone is given this machine's own address.
 */
type Listen = (this: Server, port: number | ListenOptions, ...rest: unknown[]) => Server;

const listen = Server.prototype.listen as Listen;
Server.prototype.listen = function (this: Server, port: number | ListenOptions, ...rest: unknown[]): Server {
  const named = typeof port === "number" ? { port } : port;
  return listen.call(this, "host" in named || "path" in named ? named : { ...named, host: "127.0.0.1" }, ...rest);
} as typeof Server.prototype.listen;
