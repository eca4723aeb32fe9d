/** Which grammar of RouterOS a script is written in. */
export type Form = 6 | 7;

export type Tunnel =
  | {
      readonly kind: 'wireguard';
      /** Base64, 32 bytes. */
      readonly privateKey: string;
      readonly hubPublicKey: string;
      readonly endpoint: { readonly host: string; readonly port: number };
      /** Of the router inside the tunnel, and of the hub. */
      readonly address: string;
      readonly hub: string;
    }
  | {
      readonly kind: 'sstp';
      readonly user: string;
      readonly password: string;
      readonly endpoint: { readonly host: string; readonly port: number };
      readonly address: string;
      readonly hub: string;
    };

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** All that the script of one router is made of; holds secrets. */
export interface ScriptPlan {
  readonly form: Form;
  readonly router: string;
  readonly village: string;
  /** Null = not known: the script asks no router for it. */
  readonly serial: string | null;
  /** Oldest safe versions, one a branch: `7.24.3`. */
  readonly minimum: readonly string[];
  readonly nasIdentifier: string;
  /** Null = the router is reached at an address of its own. */
  readonly tunnel: Tunnel | null;
  /** The only address that API and RADIUS of this router deal with: the hub's in the tunnel, else ours. */
  readonly controller: string;
  /** API with TLS and a certificate that the script makes on the router. */
  readonly api: { readonly tls: boolean; readonly port: number };
  readonly monitor: Account;
  readonly action: Account | null;
  readonly radius: {
    readonly authPort: number;
    readonly acctPort: number;
    readonly secret: string;
    /** Null = whichever the router takes. */
    readonly sourceAddress: string | null;
  };
  /** Origin of the portal, and the router's key in it. */
  readonly portal: { readonly origin: string; readonly key: string };
  readonly ntpServers: readonly string[];
}
