/** The addresses. View, case and search live in the URL, so that a link shows what its sender saw. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { NotFound } from '@/ui/NotFound';
import { type SettingsSection, isSection } from './sections';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue/$view', params: { view: 'our-turn' }, replace: true });
  },
});

export interface QueueSearch {
  case?: string;
  q?: string;
}

const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue/$view',
  validateSearch: (search: Record<string, unknown>): QueueSearch => ({
    ...(typeof search.case === 'string' ? { case: search.case } : {}),
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/queue/QueuePage'), 'QueuePage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  component: lazyRouteComponent(() => import('@/features/board/BoardPage'), 'BoardPage'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (search: Record<string, unknown>): { review?: string } =>
    typeof search.review === 'string' ? { review: search.review } : {},
  component: lazyRouteComponent(() => import('@/features/approvals/ApprovalsPage'), 'ApprovalsPage'),
});

const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  validateSearch: (search: Record<string, unknown>): { article?: string; q?: string } => ({
    ...(typeof search.article === 'string' ? { article: search.article } : {}),
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/knowledge/KnowledgePage'), 'KnowledgePage'),
});

const unread = createRoute({
  getParentRoute: () => root,
  path: '/could-not-be-read',
  component: lazyRouteComponent(() => import('@/features/dead-letters/DeadLettersPage'), 'DeadLettersPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { section?: SettingsSection } => (isSection(search.section) ? { section: search.section } : {}),
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, queue, board, approvals, knowledge, unread, settings]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
