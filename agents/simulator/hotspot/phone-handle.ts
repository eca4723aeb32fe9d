import type { Server as HttpServer } from 'node:http';
import type { SimPhone } from '../handle.ts';
import { ServletDoor } from './doors.ts';
import type { Hotspot } from './hotspot.ts';
import type { Phone } from './phone.ts';
import { settingsOf } from './profiles.ts';
import { join } from './servlet.ts';

/** A played phone with a port of its own. The router may forget it (reboot); it then comes anew, as phones do. */
export class PhoneHandle {
  readonly mac: string;
  readonly hotspot: Hotspot;
  readonly hostName: string;
  readonly #door: ServletDoor;

  constructor(http: HttpServer, hotspot: Hotspot, mac: string, hostName: string) {
    this.mac = mac;
    this.hotspot = hotspot;
    this.hostName = hostName;
    this.#door = new ServletDoor(http, hotspot, mac);
  }

  async open(port: number): Promise<this> {
    await this.#door.listen(port, this.hotspot.state.servletHost);
    return this;
  }

  get #phone(): Phone {
    return this.hotspot.phone(this.mac, this.hostName);
  }

  get ip(): string {
    return this.#phone.ip;
  }

  get port(): number {
    return this.#door.port;
  }

  get url(): string {
    const { state } = this.hotspot;
    return `http://${settingsOf(state)?.profile['dns-name'] || state.address}:${this.port}`;
  }

  get online(): boolean {
    return this.#phone.session !== undefined;
  }

  get loginBy(): string | undefined {
    return this.#phone.session?.by;
  }

  async associate(): Promise<boolean> {
    const { state } = this.hotspot;
    const now = state.clock();
    if (state.dead || !state.accessPointRunning(now) || !state.hotspotOk(now)) return false;
    await join(this.hotspot, this.#phone, 30_000);
    return this.online;
  }

  disconnect(): void {
    const phone = this.#phone;
    phone.settle(this.hotspot.state, this.hotspot.state.clock());
    phone.joined = false;
    this.hotspot.watch(phone);
  }

  use(rate: { down: number; up: number }): void {
    const phone = this.#phone;
    phone.settle(this.hotspot.state, this.hotspot.state.clock());
    phone.use = rate;
    this.hotspot.watch(phone);
  }

  async close(): Promise<void> {
    this.disconnect();
    await this.#door.close();
  }
}

/** The same with what only the fleet knows: how to move to another router. */
export function simPhone(handle: PhoneHandle, roam: SimPhone['roam'], closed: () => void): SimPhone {
  const close = async (): Promise<void> => {
    closed();
    await handle.close();
  };
  return {
    mac: handle.mac,
    get ip() {
      return handle.ip;
    },
    port: handle.port,
    get url() {
      return handle.url;
    },
    get online() {
      return handle.online;
    },
    get loginBy() {
      return handle.loginBy;
    },
    associate: () => handle.associate(),
    disconnect: () => handle.disconnect(),
    use: (rate) => handle.use(rate),
    roam,
    close,
    [Symbol.asyncDispose]: close,
  };
}
