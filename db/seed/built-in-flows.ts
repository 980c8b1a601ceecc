/**
 * The flows that ship with the product. Ids are fixed for ever, so that an upgrade publishes
 * a new version of the same flow instead of a second one.
 */
import type { FlowContent } from '#shared/flow/flow.ts'
import { adAccountLockout } from './flows/ad-account-lockout.ts'
import { adReplication } from './flows/ad-replication.ts'
import { backupVss } from './flows/backup-vss.ts'
import { bitlockerRecovery } from './flows/bitlocker-recovery.ts'
import { citrixVdaUnregistered } from './flows/citrix-vda-unregistered.ts'
import { dhcpLease } from './flows/dhcp-lease.ts'
import { dnsResolution } from './flows/dns-resolution.ts'
import { domainTrustBroken } from './flows/domain-trust-broken.ts'
import { entraConnectSync } from './flows/entra-connect-sync.ts'
import { fileShareAccess } from './flows/file-share-access.ts'
import { fslogixProfile } from './flows/fslogix-profile.ts'
import { m365Offboarding } from './flows/m365-offboarding.ts'
import { m365Onboarding } from './flows/m365-onboarding.ts'
import { mailNotDelivered } from './flows/mail-not-delivered.ts'
import { mfaLockout } from './flows/mfa-lockout.ts'
import { monthlyServerCheck } from './flows/monthly-server-check.ts'
import { networkConnectivity } from './flows/network-connectivity.ts'
import { onedriveSync } from './flows/onedrive-sync.ts'
import { outlookAuthLoop } from './flows/outlook-auth-loop.ts'
import { printing } from './flows/printing.ts'
import { rdsLicensing } from './flows/rds-licensing.ts'
import { scope } from './flows/scope.ts'
import { sonicwallS2sDown } from './flows/sonicwall-s2s-down.ts'
import { suspectedCompromise } from './flows/suspected-compromise.ts'
import { windowsUpdate } from './flows/windows-update.ts'

export const BUILT_IN_FLOWS: readonly { id: string; content: FlowContent }[] = [
  { id: '019a9f00-0000-7000-8000-000000000001', content: citrixVdaUnregistered },
  { id: '019a9f00-0000-7000-8000-000000000002', content: fslogixProfile },
  { id: '019a9f00-0000-7000-8000-000000000003', content: adReplication },
  { id: '019a9f00-0000-7000-8000-000000000004', content: sonicwallS2sDown },
  { id: '019a9f00-0000-7000-8000-000000000005', content: fileShareAccess },
  { id: '019a9f00-0000-7000-8000-000000000006', content: networkConnectivity },
  { id: '019a9f00-0000-7000-8000-000000000007', content: outlookAuthLoop },
  { id: '019a9f00-0000-7000-8000-000000000008', content: entraConnectSync },
  { id: '019a9f00-0000-7000-8000-000000000009', content: printing },
  { id: '019a9f00-0000-7000-8000-000000000010', content: dnsResolution },
  { id: '019a9f00-0000-7000-8000-000000000011', content: dhcpLease },
  { id: '019a9f00-0000-7000-8000-000000000012', content: bitlockerRecovery },
  { id: '019a9f00-0000-7000-8000-000000000013', content: rdsLicensing },
  { id: '019a9f00-0000-7000-8000-000000000014', content: onedriveSync },
  { id: '019a9f00-0000-7000-8000-000000000015', content: windowsUpdate },
  { id: '019a9f00-0000-7000-8000-000000000016', content: mfaLockout },
  { id: '019a9f00-0000-7000-8000-000000000017', content: adAccountLockout },
  { id: '019a9f00-0000-7000-8000-000000000018', content: domainTrustBroken },
  { id: '019a9f00-0000-7000-8000-000000000019', content: mailNotDelivered },
  { id: '019a9f00-0000-7000-8000-000000000020', content: backupVss },
  { id: '019a9f00-0000-7000-8000-000000000021', content: suspectedCompromise },
  { id: '019a9f00-0000-7000-8000-000000000022', content: m365Onboarding },
  { id: '019a9f00-0000-7000-8000-000000000023', content: m365Offboarding },
  { id: '019a9f00-0000-7000-8000-000000000024', content: monthlyServerCheck },
  { id: '019a9f00-0000-7000-8000-000000000099', content: scope },
]
