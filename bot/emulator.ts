/** Where Azurite listens unless LOCAL_TABLES_PORT and LOCAL_QUEUES_PORT move it. */
export const USUAL_PORTS = { tables: 10002, queues: 10001 } as const;

/** The emulators' published account and key; they open nothing but this machine's own emulator. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

export function connectionString(ports: { readonly tables: number; readonly queues: number }): string {
  const parts = {
    DefaultEndpointsProtocol: "http",
    AccountName: ACCOUNT,
    AccountKey: KEY,
    TableEndpoint: endpoint(ports.tables),
    QueueEndpoint: endpoint(ports.queues),
  };
  return `${Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join(";")};`;
}

export function endpoint(port: number): string {
  return `http://127.0.0.1:${port}/${ACCOUNT}`;
}
