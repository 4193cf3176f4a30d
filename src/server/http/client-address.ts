import ipaddr from 'ipaddr.js';

/** An address as it is kept: IPv4 also when it came mapped into IPv6, without an interface's zone. */
export function plainAddress(address: string): string {
  const bare = address.split('%')[0] ?? '';
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : '0.0.0.0';
}

/**
 * What limits count by: one IPv4 address, or an IPv6 /64, which is the least a provider gives to
 * one customer.
 */
export function limitedNetwork(address: string): string {
  const plain = ipaddr.process(plainAddress(address));
  if (plain.kind() === 'ipv4') return plain.toString();
  const bytes = plain.toByteArray();
  return ipaddr.fromByteArray([...bytes.slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).toString();
}
