/**
 * Whether an IP address belongs to the public internet. Everything that is private, local,
 * shared, reserved, for documentation, or only a way of writing another address (mapped,
 * translated, tunnelled) is not: an address we cannot place is not public.
 */
import ipaddr from 'ipaddr.js'

export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  // What is given out to the public in IPv6 lies in 2000::/3; the rest is unassigned or special.
  return address.kind() === 'ipv4' || address.match(ipaddr.parseCIDR('2000::/3'))
}
