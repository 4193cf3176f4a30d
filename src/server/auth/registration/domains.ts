/** Section 1: exactly a listed domain, in any case; a subdomain only when it is listed itself. */
export function mayRegister(email: string, domains: readonly string[]): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domains.some((listed) => listed.toLowerCase() === domain);
}
