export const security = {
  title: 'Security log',
  lead: 'Sign-ins, failed ones, and requests that were refused; kept for 180 days.',
  empty: 'Nothing of this kind.',
  kind: 'Kind',
  kinds: {
    signed_in: 'Signed in',
    sign_in_failed: 'Sign-in failed',
    sign_in_held: 'Sign-in held back',
    password_changed: 'Password changed',
    password_reset: 'Password reset',
    token_created: 'Token made',
    refused: 'Request refused',
    too_many_requests: 'Too many requests',
  },
  nobody: 'not signed in',
  from: 'from {{address}}',
};
