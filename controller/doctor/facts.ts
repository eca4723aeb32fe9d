/** What the doctor saw; a part that could not be looked at is null, and says why elsewhere. */
export interface Facts {
  readonly now: Date;
  readonly program: string;
  readonly node: string;
  /** Is the controller of this configuration at work? */
  readonly running: boolean;
  readonly ports: readonly PortFact[];
  readonly folders: readonly FolderFact[];
  /** Does the system keep its clock by time servers? Null = the system does not say. */
  readonly clockSynchronised: boolean | null;
  readonly key: KeyFact;
  readonly database: DatabaseFact;
  readonly agents: readonly AgentFact[];
  /** Null: the database could not be asked. */
  readonly backup: BackupFact | null;
  readonly realRouters: number;
}

export interface PortFact {
  readonly variable: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly state: 'free' | 'taken' | 'forbidden';
}

export interface FolderFact {
  readonly path: string;
  /** 0..100; null = the folder is not there or cannot be read. */
  readonly usedPercent: number | null;
  readonly freeBytes: number | null;
}

export type KeyFact =
  | { readonly kind: 'none-yet' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'there';
      readonly file: string;
      readonly openToOthers: boolean;
      readonly named: boolean;
    };

export type DatabaseFact =
  | { readonly kind: 'none-yet' }
  | { readonly kind: 'unreachable'; readonly why: string }
  | {
      readonly kind: 'there';
      readonly version: string;
      readonly bytes: number;
      /** Does the key file belong to it? */
      readonly keyFits: boolean;
      /** Migrations that this program has and the database has not. */
      readonly pending: readonly string[];
      /** The other way round: the database is of a newer program. */
      readonly foreign: readonly string[];
      /** Database's clock minus ours, s. */
      readonly clockSeconds: number;
      readonly newestLookAt: Date | null;
      readonly routers: number;
    };

export interface AgentFact {
  readonly name: string;
  readonly lastSeenAt: Date | null;
  readonly backlog: number | null;
  readonly offsetMs: number | null;
  readonly routers: number;
}

export interface BackupFact {
  readonly folder: string | null;
  readonly passphraseFile: boolean;
  readonly newestGoodAt: Date | null;
  readonly lastFailure: string | null;
  readonly secondPlace: string | null;
  readonly copiedAt: Date | null;
}
