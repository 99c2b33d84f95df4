/**
 * Whether somebody who signs people in has answered in place of the server: with a redirect to a page of theirs (ask with
 * `redirect: 'manual'`), with that page itself, or with a refusal. The server sends data in none of these ways. It may be a
 * company's sign-in, or the one of a Wi-Fi.
 *
 * @param {Response} answer
 */
export const asksToSignIn = ({ type, status, headers }) =>
  type === 'opaqueredirect' ||
  status === 401 ||
  status === 511 || // https://www.rfc-editor.org/rfc/rfc6585#section-6
  (status === 200 && (headers.get('Content-Type') ?? '').startsWith('text/html'));
