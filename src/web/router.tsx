import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouter,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { canSeeReports } from '../domain/permissions.ts';
import { readAuditSearch } from './api/audit.ts';
import { ApiError, Unreachable } from './api/client.ts';
import { readDeliverySearch } from './api/delivery-search.ts';
import { readExportSearch } from './api/export-search.ts';
import { readListSearch } from './api/list-search.ts';
import { detailQuery, sessionQuery, useMe } from './api/queries.ts';
import { readReportSearch, readSummarySearch } from './api/reports.ts';
import { readUserSearch } from './api/user-search.ts';
import { homeView } from './api/views.ts';
import { Branding } from './features/frame/branding.tsx';
import { Frame } from './features/frame/frame.tsx';
import { FrameSkeleton } from './features/frame/frame-skeleton.tsx';
import { Overlays } from './features/palette/overlays.tsx';
import { SignInAgain } from './features/sign-in/sign-in-again.tsx';
import { PageSkeleton } from './ui/skeletons.tsx';
import { Crashed, ErrorState, NotFound } from './ui/states.tsx';

/**
 * The map of the app, and the only place where features meet. Pages read their parameters with
 * `getRouteApi('/app/requests/$code')` and the like; they never import this file.
 */
const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  errorComponent: RouteError,
  notFoundComponent: Alone,
});

function Root() {
  return (
    <>
      <Branding />
      <Outlet />
    </>
  );
}

const OUTSIDE = ['/sign-in', '/unsubscribe', '/forgot-password', '/register', '/account-link'];

/** Pages outside the sign-in never ask who is signed in. */
export function needsSession(path: string): boolean {
  return !OUTSIDE.includes(path);
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { back?: string } =>
    typeof search.back === 'string' && isOwnPath(search.back) ? { back: search.back } : {},
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Behind the link at the foot of a mail: its token stands for the session. */
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  validateSearch: (search): { token?: string } =>
    typeof search.token === 'string' ? { token: search.token } : {},
  component: lazyRouteComponent(
    () => import('./features/unsubscribe/unsubscribe-page.tsx'),
    'UnsubscribePage',
  ),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => import('./features/account/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(
    () => import('./features/account/register-page.tsx'),
    'RegisterPage',
  ),
});

/** Behind the links of mails about an account; what is behind the hash opens it. */
const accountLink = createRoute({
  getParentRoute: () => root,
  path: '/account-link',
  component: lazyRouteComponent(
    () => import('./features/account/account-link-page.tsx'),
    'AccountLinkPage',
  ),
});

/** Everything behind the sign-in; loads the session before any page below it stands. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    try {
      return { session: await context.queryClient.ensureQueryData(sessionQuery) };
    } catch (error) {
      if (error instanceof ApiError && error.problem.code === 'not_signed_in') {
        const back = location.href;
        throw redirect({ to: '/sign-in', search: back === '/' ? {} : { back }, replace: true });
      }
      throw error;
    }
  },
  component: SignedIn,
  pendingComponent: FrameSkeleton,
});

const ExportWatcher = lazy(() => import('./features/reports/exports/export-watcher.tsx'));

function SignedIn() {
  const me = useMe();
  return (
    <>
      <Frame>
        <Outlet />
      </Frame>
      <Overlays />
      {canSeeReports(me) && (
        <Suspense fallback={null}>
          <ExportWatcher />
        </Suspense>
      )}
      <SignInAgain />
    </>
  );
}

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({
      to: '/requests',
      search: { view: homeView(context.session.me) },
      replace: true,
    });
  },
});

const list = createRoute({
  getParentRoute: () => app,
  path: '/requests',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./features/list/list-page.tsx'), 'ListPage'),
});

const request = createRoute({
  getParentRoute: () => app,
  path: '/requests/$code',
  // Also runs when a link is hovered; never awaited, the page has its skeleton.
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(detailQuery(params.code));
  },
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./features/request/request-page.tsx'), 'RequestPage'),
});

const edit = createRoute({
  getParentRoute: () => app,
  path: '/requests/$code/edit',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(detailQuery(params.code));
  },
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./features/request/edit-page.tsx'), 'EditPage'),
});

/** Section 10: admins only; for everybody else there is nothing at this address. */
const correct = createRoute({
  getParentRoute: () => app,
  path: '/requests/$code/correct',
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(detailQuery(params.code));
  },
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./features/request/correct-page.tsx'), 'CorrectPage'),
});

const chooser = createRoute({
  getParentRoute: () => app,
  path: '/new',
  component: lazyRouteComponent(
    () => import('./features/new-request/chooser-page.tsx'),
    'ChooserPage',
  ),
});

const form = createRoute({
  getParentRoute: () => app,
  path: '/new/$type',
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./features/new-request/form-page.tsx'), 'FormPage'),
});

const profile = createRoute({
  getParentRoute: () => app,
  path: '/profile',
  component: lazyRouteComponent(() => import('./features/profile/profile-page.tsx'), 'ProfilePage'),
});

/** P5: for everybody else there is nothing at these addresses. */
const reports = createRoute({
  getParentRoute: () => app,
  path: '/reports',
  component: lazyRouteComponent(() => import('./features/reports/reports-area.tsx'), 'ReportsArea'),
});

const reportsHome = createRoute({
  getParentRoute: () => reports,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/reports/summary', replace: true });
  },
});

const reportsSummary = createRoute({
  getParentRoute: () => reports,
  path: '/summary',
  validateSearch: readSummarySearch,
  component: lazyRouteComponent(
    () => import('./features/reports/summary/summary-page.tsx'),
    'SummaryPage',
  ),
});

const reportsOperations = createRoute({
  getParentRoute: () => reports,
  path: '/operations',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(
    () => import('./features/reports/operations/operations-page.tsx'),
    'OperationsPage',
  ),
});

const reportsExports = createRoute({
  getParentRoute: () => reports,
  path: '/exports',
  validateSearch: readExportSearch,
  component: lazyRouteComponent(
    () => import('./features/reports/exports/exports-page.tsx'),
    'ExportsPage',
  ),
});

/** P5: for everybody else there is nothing at these addresses. */
const admin = createRoute({
  getParentRoute: () => app,
  path: '/admin',
  component: lazyRouteComponent(() => import('./features/admin/admin-area.tsx'), 'AdminArea'),
});

const adminHome = createRoute({
  getParentRoute: () => admin,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/users', replace: true });
  },
});

const adminUsers = createRoute({
  getParentRoute: () => admin,
  path: '/users',
  validateSearch: readUserSearch,
  component: lazyRouteComponent(() => import('./features/admin/users/users-page.tsx'), 'UsersPage'),
});

const adminUserImport = createRoute({
  getParentRoute: () => admin,
  path: '/users/import',
  component: lazyRouteComponent(
    () => import('./features/admin/users/import-page.tsx'),
    'ImportPage',
  ),
});

const adminUser = createRoute({
  getParentRoute: () => admin,
  path: '/users/$id',
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./features/admin/users/user-page.tsx'), 'UserPage'),
});

const adminRequests = createRoute({
  getParentRoute: () => admin,
  path: '/requests',
  component: lazyRouteComponent(
    () => import('./features/admin/requests/requests-page.tsx'),
    'AdminRequestsPage',
  ),
});

const adminNotifications = createRoute({
  getParentRoute: () => admin,
  path: '/notifications',
  component: lazyRouteComponent(
    () => import('./features/admin/notifications-page.tsx'),
    'NotificationsPage',
  ),
});

const adminDeliveries = createRoute({
  getParentRoute: () => admin,
  path: '/deliveries',
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(
    () => import('./features/admin/deliveries-page.tsx'),
    'DeliveriesPage',
  ),
});

const adminPrices = createRoute({
  getParentRoute: () => admin,
  path: '/prices',
  component: lazyRouteComponent(
    () => import('./features/admin/prices/price-lists-page.tsx'),
    'PriceListsPage',
  ),
});

const adminPriceList = createRoute({
  getParentRoute: () => admin,
  path: '/prices/$id',
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(
    () => import('./features/admin/prices/price-list-page.tsx'),
    'PriceListPage',
  ),
});

const adminJobs = createRoute({
  getParentRoute: () => admin,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./features/admin/jobs/jobs-page.tsx'), 'JobsPage'),
});

const adminSettings = createRoute({
  getParentRoute: () => admin,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('./features/admin/settings/settings-page.tsx'),
    'SettingsPage',
  ),
});

const adminAudit = createRoute({
  getParentRoute: () => admin,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./features/admin/audit/audit-page.tsx'), 'AuditPage'),
});

/** Inside the frame, so that somebody who followed a wrong link can go on. */
const anythingElse = createRoute({
  getParentRoute: () => app,
  path: '$',
  component: NotFound,
});

const routes = root.addChildren([
  signIn,
  unsubscribe,
  forgotPassword,
  register,
  accountLink,
  app.addChildren([
    home,
    list,
    request,
    edit,
    correct,
    chooser,
    form,
    profile,
    reports.addChildren([reportsHome, reportsSummary, reportsOperations, reportsExports]),
    admin.addChildren([
      adminHome,
      adminUsers,
      adminUserImport,
      adminUser,
      adminRequests,
      adminNotifications,
      adminDeliveries,
      adminPrices,
      adminPriceList,
      adminJobs,
      adminSettings,
      adminAudit,
    ]),
    anythingElse,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queryClient },
    // Plain `?status=pending,blocked`: addresses are read, typed and shared by people.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(
        Object.entries(search).flatMap(([name, value]) =>
          typeof value === 'string' && value !== '' ? [[name, value]] : [],
        ),
      ).toString();
      return text === '' ? '' : `?${text.replaceAll('%2C', ',')}`;
    },
    // What no page reads leaves the address; otherwise it would reach the page past its own reading.
    search: { strict: true },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 120,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: Alone,
    scrollRestoration: true,
    scrollToTopSelectors: ['[data-scroll-restoration-id="list"]'],
  });
}

function Alone() {
  return (
    <main>
      <NotFound />
    </main>
  );
}

function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof ApiError || error instanceof Unreachable) {
    return <ErrorState as="page" error={error} onRetry={() => void router.invalidate()} />;
  }
  return <Crashed />;
}

/** Only a path of this site: `//elsewhere.example.com` would leave it. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
