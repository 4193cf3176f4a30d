import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * The token behind the `#` of a one-time link. It leaves the address bar as soon as it is read: it
 * opens an account, and addresses are kept, shown and copied. Empty when there is none.
 */
export function useLinkToken(): string {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const [token, setToken] = useState(hash);
  useEffect(() => {
    if (hash === '') return;
    // Also when another link is opened in the same tab.
    setToken(hash);
    void navigate({ to: '/account-link', hash: '', replace: true });
  }, [hash, navigate]);
  return token;
}
