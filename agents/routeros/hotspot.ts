import { z } from 'zod';
import { type Menu, rowsAs } from './menu.ts';
import { flag, name } from './row-values.ts';

const Server = z.object({ name, invalid: flag, disabled: flag });
export type HotspotServer = z.output<typeof Server>;

/** `/ip/hotspot`: an invalid server serves nobody. */
export const hotspotServers: Menu<HotspotServer[]> = {
  words: ['/ip/hotspot/print', '=.proplist=name,invalid,disabled'],
  read: ({ rows }) => rowsAs(Server, rows),
};

const Active = z.object({ 'login-by': z.string().optional() });

/** `/ip/hotspot/active`, only what counts people: nobody's name or address leaves the router. */
export const hotspotUsers: Menu<{ users: number; trialUsers: number }> = {
  words: ['/ip/hotspot/active/print', '=.proplist=login-by'],
  read: ({ rows }) => ({
    users: rows.length,
    trialUsers: rowsAs(Active, rows).filter((row) => row['login-by'] === 'trial').length,
  }),
};

const Profile = z.object({ 'hotspot-address': z.string().optional(), 'dns-name': z.string().optional() });

/** Hosts under which the login page answers: the settings of all profiles of `/ip/hotspot/profile` that are set. */
export const loginHosts: Menu<string[]> = {
  words: ['/ip/hotspot/profile/print', '=.proplist=hotspot-address,dns-name'],
  read: ({ rows }) => {
    const hosts = rowsAs(Profile, rows).flatMap((row) => [row['dns-name'], row['hotspot-address']]);
    const set = hosts.filter((host) => host !== undefined && host !== '' && host !== '0.0.0.0');
    return [...new Set(set as string[])].filter((host) => host.length <= 253).slice(0, 16);
  },
};
