import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './api/session.ts';
import { overviewSearch } from './outages/search.ts';
import { outagesSearch } from './outages/search-outages.ts';
import { reportSearch } from './reports/search-report.ts';
import { Crash, NotFound } from './shell/dead-ends.tsx';
import { Root, Signed } from './shell/doors.tsx';
import { usageSearch } from './usage/search-usage.ts';

const root = createRootRouteWithContext<{ cache: QueryClient }>()({ component: Root });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/masuk',
  validateSearch: (search: Record<string, unknown>): { ke?: string } =>
    // Only a path of ours: never a way out to another site.
    typeof search.ke === 'string' && /^\/(?![/\\])/.test(search.ke) ? { ke: search.ke } : {},
  component: lazyRouteComponent(() => import('./staff/sign-in-page.tsx'), 'SignInPage'),
});

const SetUpPage = lazyRouteComponent(() => import('./staff/setup-page.tsx'), 'SetUpPage');
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: () => <SetUpPage token={setUp.useParams().token} />,
});

const signed = createRoute({
  getParentRoute: () => root,
  id: 'signed',
  beforeLoad: async ({ context, location }) => {
    const me = await context.cache.ensureQueryData(sessionQuery);
    if (me === null) throw redirect({ to: '/masuk', search: { ke: location.href } });
  },
  component: Signed,
});

const BackupAge = lazyRouteComponent(() => import('./backups/backup-age.tsx'), 'BackupAge');
const ChoresPanel = lazyRouteComponent(() => import('./chores/chores-panel.tsx'), 'ChoresPanel');
const OverviewPage = lazyRouteComponent(() => import('./outages/overview-page.tsx'), 'OverviewPage');
const overview = createRoute({
  getParentRoute: () => signed,
  path: '/',
  validateSearch: overviewSearch,
  component: () => {
    const navigate = overview.useNavigate();
    return (
      <OverviewPage
        search={overview.useSearch()}
        onSearch={(search) => void navigate({ search, replace: true })}
        chores={<ChoresPanel />}
        backup={<BackupAge />}
      />
    );
  },
});

const chores = createRoute({
  getParentRoute: () => signed,
  path: '/pekerjaan',
  component: lazyRouteComponent(() => import('./chores/chores-page.tsx'), 'ChoresPage'),
});

const RouterPage = lazyRouteComponent(() => import('./villages/router-page.tsx'), 'RouterPage');
const RouterState = lazyRouteComponent(() => import('./outages/router-state.tsx'), 'RouterState');
const CallLink = lazyRouteComponent(() => import('./outages/router-state.tsx'), 'CallLink');
const RebootButton = lazyRouteComponent(() => import('./actions/reboot-button.tsx'), 'RebootButton');
const Progress = lazyRouteComponent(() => import('./actions/progress.tsx'), 'Progress');
const OutageNow = lazyRouteComponent(() => import('./outages/outage-now.tsx'), 'OutageNow');
const StateStrip = lazyRouteComponent(() => import('./outages/state-strip.tsx'), 'StateStrip');
const Figures = lazyRouteComponent(() => import('./outages/figures.tsx'), 'Figures');
const Traffic = lazyRouteComponent(() => import('./usage/traffic.tsx'), 'Traffic');
const Looks = lazyRouteComponent(() => import('./outages/looks.tsx'), 'Looks');
const SessionsPanel = lazyRouteComponent(() => import('./usage/sessions.tsx'), 'SessionsPanel');
const InspectionPanel = lazyRouteComponent(() => import('./inspections/panel.tsx'), 'InspectionPanel');
const RouterLog = lazyRouteComponent(() => import('./inspections/router-log.tsx'), 'RouterLog');
const ActionHistory = lazyRouteComponent(() => import('./actions/history.tsx'), 'ActionHistory');
const router = createRoute({
  getParentRoute: () => signed,
  path: '/titik/$id',
  component: () => {
    const id = Number(router.useParams().id);
    if (!Number.isSafeInteger(id) || id <= 0) return <NotFound />;
    return (
      <RouterPage
        key={id}
        id={id}
        parts={{
          state: <RouterState id={id} />,
          buttons: (
            <div className="grid gap-3">
              <div className="grid items-center gap-2 sm:flex sm:flex-wrap">
                <CallLink id={id} />
                <RebootButton id={id} />
              </div>
              <OutageNow id={id} />
            </div>
          ),
          progress: <Progress id={id} />,
          strip: <StateStrip id={id} />,
          figures: <Figures id={id} />,
          traffic: <Traffic id={id} />,
          looks: <Looks id={id} />,
          sessions: <SessionsPanel id={id} />,
          actions: <ActionHistory id={id} />,
          inspection: <InspectionPanel id={id} />,
          log: <RouterLog id={id} />,
        }}
      />
    );
  },
});

const ScriptPage = lazyRouteComponent(() => import('./router-script/script-page.tsx'), 'ScriptPage');
const routerScript = createRoute({
  getParentRoute: () => signed,
  path: '/titik/$id/skrip',
  component: () => {
    const id = Number(routerScript.useParams().id);
    if (!Number.isSafeInteger(id) || id <= 0) return <NotFound />;
    return <ScriptPage key={id} id={id} />;
  },
});

const IncidentList = lazyRouteComponent(() => import('./incidents/incident-list.tsx'), 'IncidentList');
const IncidentPage = lazyRouteComponent(() => import('./incidents/incident-page.tsx'), 'IncidentPage');
const incident = createRoute({
  getParentRoute: () => signed,
  path: '/insiden/$id',
  component: () => {
    const id = Number(incident.useParams().id);
    if (!Number.isSafeInteger(id) || id <= 0) return <NotFound />;
    return <IncidentPage key={id} id={id} />;
  },
});

const OutagesPage = lazyRouteComponent(() => import('./outages/outages-page.tsx'), 'OutagesPage');
const outages = createRoute({
  getParentRoute: () => signed,
  path: '/gangguan',
  validateSearch: outagesSearch,
  component: () => {
    const navigate = outages.useNavigate();
    return (
      <OutagesPage
        search={outages.useSearch()}
        incidents={<IncidentList />}
        onSearch={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

const OutagePage = lazyRouteComponent(() => import('./outages/outage-page.tsx'), 'OutagePage');
const outage = createRoute({
  getParentRoute: () => signed,
  path: '/gangguan/$id/$start',
  component: () => {
    const params = outage.useParams();
    const [id, start] = [Number(params.id), Number(params.start)];
    if (!(id > 0 && start > 0 && Number.isSafeInteger(id * start))) return <NotFound />;
    return <OutagePage key={`${id} ${start}`} routerId={id} start={start} />;
  },
});

const ReportPage = lazyRouteComponent(() => import('./reports/report-page.tsx'), 'ReportPage');
const report = createRoute({
  getParentRoute: () => signed,
  path: '/laporan',
  validateSearch: reportSearch,
  component: () => {
    const navigate = report.useNavigate();
    return (
      <ReportPage
        search={report.useSearch()}
        onSearch={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

const UsagePage = lazyRouteComponent(() => import('./usage/usage-page.tsx'), 'UsagePage');
const usage = createRoute({
  getParentRoute: () => signed,
  path: '/pemakaian',
  validateSearch: usageSearch,
  component: () => {
    const navigate = usage.useNavigate();
    return (
      <UsagePage search={usage.useSearch()} onSearch={(search) => void navigate({ search, replace: true })} />
    );
  },
});

const residentReports = createRoute({
  getParentRoute: () => signed,
  path: '/laporan-warga',
  component: lazyRouteComponent(
    () => import('./resident-reports/resident-reports-page.tsx'),
    'ResidentReportsPage',
  ),
});

const announcements = createRoute({
  getParentRoute: () => signed,
  path: '/pengumuman',
  component: lazyRouteComponent(() => import('./announcements/list-page.tsx'), 'AnnouncementsPage'),
});

const feeds = createRoute({
  getParentRoute: () => signed,
  path: '/pengumuman/sumber',
  component: lazyRouteComponent(() => import('./feeds/feeds-page.tsx'), 'FeedsPage'),
});

const EditorPage = lazyRouteComponent(() => import('./announcements/editor-page.tsx'), 'EditorPage');
const editor = createRoute({
  getParentRoute: () => signed,
  path: '/pengumuman/$id',
  component: () => {
    const { id } = editor.useParams();
    const navigate = editor.useNavigate();
    return (
      <EditorPage
        id={id}
        onSaved={(saved) => void navigate({ params: { id: String(saved) }, replace: true })}
      />
    );
  },
});

const SettingsFrame = lazyRouteComponent(() => import('./shell/settings-frame.tsx'), 'SettingsFrame');
const settings = createRoute({
  getParentRoute: () => signed,
  path: '/pengaturan',
  component: () => (
    <SettingsFrame>
      <Outlet />
    </SettingsFrame>
  ),
});
const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/pengaturan/router' });
  },
});
const settingsRouters = createRoute({
  getParentRoute: () => settings,
  path: '/router',
  component: lazyRouteComponent(() => import('./villages/routers-page.tsx'), 'RoutersPage'),
});
const settingsImport = createRoute({
  getParentRoute: () => settings,
  path: '/impor',
  component: lazyRouteComponent(() => import('./villages/import-page.tsx'), 'ImportPage'),
});
const settingsAgents = createRoute({
  getParentRoute: () => settings,
  path: '/agen',
  component: lazyRouteComponent(() => import('./agent-link/agents-page.tsx'), 'AgentsPage'),
});
const ServicePart = lazyRouteComponent(() => import('./service-levels/service-part.tsx'), 'ServicePart');
const settingsService = createRoute({
  getParentRoute: () => settings,
  path: '/ketersediaan/{-$bagian}',
  component: () => <ServicePart part={settingsService.useParams().bagian} />,
});
const settingsBackups = createRoute({
  getParentRoute: () => settings,
  path: '/cadangan',
  component: lazyRouteComponent(() => import('./backups/backups-page.tsx'), 'BackupsPage'),
});
const settingsPeople = createRoute({
  getParentRoute: () => settings,
  path: '/orang',
  component: lazyRouteComponent(() => import('./staff/people-page.tsx'), 'PeoplePage'),
});
const settingsAlarms = createRoute({
  getParentRoute: () => settings,
  path: '/peringatan',
  component: lazyRouteComponent(() => import('./alarms/alarms-page.tsx'), 'AlarmsPage'),
});
const settingsPrivacy = createRoute({
  getParentRoute: () => settings,
  path: '/aparat',
  component: lazyRouteComponent(() => import('./privacy/privacy-page.tsx'), 'PrivacyPage'),
});
const settingsAudit = createRoute({
  getParentRoute: () => settings,
  path: '/catatan',
  component: lazyRouteComponent(() => import('./staff/audit-page.tsx'), 'AuditPage'),
});

const routeTree = root.addChildren([
  signIn,
  setUp,
  signed.addChildren([
    overview,
    chores,
    router,
    routerScript,
    outages,
    outage,
    incident,
    usage,
    report,
    residentReports,
    announcements,
    feeds,
    editor,
    settings.addChildren([
      settingsIndex,
      settingsRouters,
      settingsImport,
      settingsAgents,
      settingsService,
      settingsBackups,
      settingsPeople,
      settingsAlarms,
      settingsPrivacy,
      settingsAudit,
    ]),
  ]),
]);

export function createApp(cache: QueryClient) {
  return createRouter({
    routeTree,
    context: { cache },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Crash,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createApp>;
  }
}
