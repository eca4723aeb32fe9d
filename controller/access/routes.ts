import type { App } from '../platform/http.ts';
import { disconnectRoutes } from './disconnect-routes.ts';
import { officeDeviceRoutes } from './office-device-routes.ts';
import { onlineRoutes } from './online.ts';
import { openingRoutes } from './opening-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { voucherRoutes } from './voucher-routes.ts';

/** What staff see and set of access. */
export function accessRoutes(app: App, options: { readonly coaPort?: number } = {}): void {
  onlineRoutes(app);
  planRoutes(app);
  openingRoutes(app);
  officeDeviceRoutes(app);
  voucherRoutes(app);
  sessionRoutes(app);
  disconnectRoutes(app, options);
}
