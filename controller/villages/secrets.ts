import { randomBytes, randomInt } from 'node:crypto';

export type SecretKind = 'password' | 'action-password' | 'radius-secret' | 'tunnel';

/**
 * What a sealed secret of a router is bound to: moved to another row or column it does not open. By the router's name,
 * which never changes (the import knows routers by it) and is there before the row has an id.
 */
export const secretBinding = (routerName: string, kind: SecretKind): string => `router:${routerName}:${kind}`;

/** Without 0 o 1 l i: they are read aloud over the telephone. */
const CLEAR = 'abcdefghjkmnpqrstuvwxyz23456789';
const draw = (length: number) => Array.from({ length }, () => CLEAR[randomInt(CLEAR.length)]).join('');

/** RADIUS calls the router by this; set as its identity. 10 letters of 31: 49 bits. */
export const newNasIdentifier = () => `sd-${draw(10)}`;
/** 32 bytes, as text: RouterOS takes a string. */
export const newRadiusSecret = () => randomBytes(32).toString('base64url');
/** Names the router in portal addresses; public, but nobody should count them through. 20 letters of 31: 99 bits. */
export const newPortalKey = () => draw(20);

/** The factory's name of every router: says nothing of which one it is. */
export const isFactoryIdentity = (name: string) => name.toLowerCase() === 'mikrotik';
