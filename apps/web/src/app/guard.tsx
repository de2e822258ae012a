import { Navigate, Outlet, useLocation } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.js';
import { path } from './paths.js';
import { useMe } from './session.js';

/** Lets only signed-in readers through; the address one came from is kept for after the sign-in. */
export function Guard() {
  const { me, loading } = useMe();
  const { pathname, search } = useLocation();
  if (loading) return <PageSkeleton />;
  if (!me) return <Navigate to={path.signIn({ from: pathname + search })} replace />;
  return <Outlet />;
}
