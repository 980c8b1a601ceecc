/** Every fault that simulated technicians are sent to, by name. */
import type { FaultModel } from './faults/fault-model.ts'
import { dhcp, dns, vpnRekey, wifi } from './faults/network.ts'
import { adReplication, backup, fslogix, slowServer, vdaRegistration } from './faults/servers.ts'
import {
  lockout,
  mailAuth,
  printing,
  shareAccess,
  slowSignIn,
  teamsCalls,
} from './faults/workplace.ts'

export const FAULT_MODELS: Readonly<Record<string, FaultModel>> = {
  'VPN rekey': vpnRekey,
  'DNS at a site': dns,
  'DHCP at a site': dhcp,
  'Wireless in a wing': wifi,
  'AD replication': adReplication,
  'FSLogix profiles': fslogix,
  'VDA registration': vdaRegistration,
  'Backup of a server': backup,
  'Slow application': slowServer,
  'Share access': shareAccess,
  'Mail sign-in': mailAuth,
  Printing: printing,
  'Account lockout': lockout,
  'Broken calls': teamsCalls,
  'Slow sign-in': slowSignIn,
}
