/** Asks for a reason before something that others will wonder about. Dialogs are heavy: it comes when it is needed. */
import { Suspense, lazy } from 'react';
import type { ReasonProps } from './ReasonForm';

const ReasonForm = lazy(() => import('./ReasonForm').then((part) => ({ default: part.ReasonForm })));

export function ReasonDialog(props: ReasonProps) {
  return <Suspense fallback={null}><ReasonForm {...props} /></Suspense>;
}
