import { expect, test } from 'vitest'
import { offerFlows } from '#shared/flow/offer-flows.ts'
import { searchFlowList } from '#shared/flow/search-flow-list.ts'
import { BUILT_IN_FLOWS } from './built-in-flows.ts'

const flows = BUILT_IN_FLOWS.map((f) => f.content)

/** Tickets as people write them: in haste, in two languages, with codes and typos. */
const TICKETS: [slug: string, summary: string, firstNote?: string][] = [
  ['citrix-vda-unregistered', 'Citrix desktop is currently not available'],
  ['citrix-vda-unregistered', 'XD-W11-014 shows Unregistered in Studio'],
  [
    'citrix-vda-unregistered',
    'Cirtix startet nicht bei 3 Usern',
    'Workspace app sagt Desktop nicht verfügbar',
  ],
  ['citrix-vda-unregistered', 'VDAs unregistred since this morning'],
  [
    'citrix-vda-unregistered',
    'cannot start published desktop',
    'StoreFront says no available resource',
  ],
  ['fslogix-profile', 'Temporary profile on AVD host 3'],
  ['fslogix-profile', 'User logged in with temp profile again, Outlook cache gone'],
  ['fslogix-profile', 'Terminalserver: temporäres Profil bei Frau Kern'],
  ['fslogix-profile', 'Slow logon on RDS, stuck at preparing windows'],
  ['fslogix-profile', 'FSLogx profile disk full', 'cannot save anything any more'],
  ['fslogix-profile', 'Desktop leer nach Anmeldung', 'alle Einstellungen weg, AVD'],
  ['ad-replication', 'AD replication failing DC02 -> DC01, error 8524'],
  ['ad-replication', 'Replikationsfehler zwischen den Domänencontrollern'],
  ['ad-replication', 'repadmin shows 1722', 'The RPC server unavailable between HQ and branch DC'],
  ['ad-replication', 'Event 2042 on domain controller'],
  ['ad-replication', 'GPO differs between sites, SYSVOL not in sync'],
  ['ad-replication', 'Replicaton errors after DC restore', 'event 2095 in the log'],
  ['sonicwall-s2s-down', 'Site to site VPN to Leeds is down'],
  ['sonicwall-s2s-down', 'Sonicwall tunnel drops every hour'],
  ['sonicwall-s2s-down', 'Filiale Köln nicht erreichbar, VPN-Tunnel steht nicht'],
  ['sonicwall-s2s-down', 'Branch cannot reach head office server', 'VPN tunnel red since 7:40'],
  ['sonicwall-s2s-down', 'IKE no proposal chosen after firmware update'],
  ['file-share-access', 'Cannot open the Budget share - access denied'],
  ['file-share-access', 'Netzlaufwerk S: weg'],
  ['file-share-access', 'Kein Zugriff auf Ordner Personal'],
  ['file-share-access', 'mapped drive has red X', 'The network path was not found 0x80070035'],
  ['file-share-access', '0x80070005 on \\\\FS02\\Budget'],
  ['file-share-access', 'Freigabe Buchhaltung: Zugriff verweigert'],
  ['file-share-access', 'Needs permission to the Projects folder'],
  ['file-share-access', 'Shared folders not accesible for marketing'],
  ['network-connectivity', 'No internet at reception PC'],
  ['network-connectivity', 'PC cannot connect to anything, network cable unplugged?'],
  ['network-connectivity', 'WLAN bricht ständig ab', 'Verbindung bricht ab im Besprechungsraum'],
  ['network-connectivity', 'Kein Internet im Büro 2'],
  ['network-connectivity', 'ERP times out from one PC, port blocked by firewall?'],
  ['dns-resolution', 'intranet.corp.local not found, NXDOMAIN'],
  ['dns-resolution', 'Internal site does not resolve from laptops'],
  ['dns-resolution', 'DNS server not responding'],
  ['dns-resolution', 'Namensauflösung funktioniert nicht', 'nslookup gibt Timeout'],
  ['dhcp-lease', 'Laptop gets 169.254 address'],
  ['dhcp-lease', 'Keine gültige IP-Konfiguration am Empfang'],
  ['dhcp-lease', 'Guest Wi-Fi: DHCP scope full'],
  ['dhcp-lease', 'IP address conflict on two PCs'],
  ['ad-account-lockout', 'Account locked out again'],
  ['ad-account-lockout', 'Konto gesperrt, bitte entsperren'],
  ['ad-account-lockout', 'p.adler keeps getting locked since password change'],
  ['ad-account-lockout', 'Pls unlock my acount'],
  ['ad-account-lockout', 'Kennwort abgelaufen, Anmeldung nicht möglich'],
  [
    'domain-trust-broken',
    'The trust relationship between this workstation and the primary domain failed',
  ],
  ['domain-trust-broken', 'Vertrauensstellung zur Domäne fehlgeschlagen'],
  ['domain-trust-broken', 'PC fell off the domain after restore'],
  ['domain-trust-broken', 'trust realtionship error on PC-FIN-07'],
  ['onedrive-sync', 'OneDrive stuck on processing changes since Monday'],
  ['onedrive-sync', 'Red cross on OneDrive icon, files missing on laptop'],
  ['onedrive-sync', 'OneDrive synchronisiert nicht mehr'],
  ['onedrive-sync', 'Onedrive not syncing', 'sync pending on all files in the team library'],
  ['mfa-lockout', 'New phone, authenticator app is empty', 'cannot sign in to mail'],
  ['mfa-lockout', 'MFA code not accepted since this morning'],
  ['mfa-lockout', 'Handy verloren, bitte zweiten Faktor neu einrichten'],
  ['mfa-lockout', 'autenticator gone after phone swap'],
  ['windows-update', 'Windows update failed with 0x80070643'],
  ['windows-update', 'PC installs the same update every night', 'then says Undoing changes'],
  ['windows-update', 'Feature update hangs at 61 %'],
  ['windows-update', 'Windows-Update schlägt fehl', 'Fehler 0x800f0922'],
  ['mail-not-delivered', 'Mail to customer comes back undeliverable'],
  ['mail-not-delivered', 'Our mails bounce', 'Remote server returned 550 5.7.1, SPF check failed'],
  ['mail-not-delivered', 'E-Mails von Lieferant kommen nicht an'],
  ['mail-not-delivered', 'Invoice mail stuck in quarantine'],
  ['backup-vss', 'Backup failed on FS02', 'Failed to create VSS snapshot'],
  ['backup-vss', 'Nightly backup job finished with warnings'],
  ['backup-vss', 'Datensicherung seit drei Tagen fehlgeschlagen'],
  ['backup-vss', 'SqlServerWriter in failed state 0x800423f4'],
  ['m365-onboarding', 'New starter on Monday, please prepare account'],
  ['m365-onboarding', 'Neuer Mitarbeiter ab 1. Juli', 'bitte Postfach anlegen'],
  ['m365-onboarding', 'Onboarding Petra Adler'],
  ['m365-offboarding', 'Employee leaves on Friday, block account at 17:00'],
  ['m365-offboarding', 'Offboarding: last day of P. Adler'],
  ['monthly-server-check', 'Monthly server check - Varnholm Precision Parts'],
  ['monthly-server-check', 'Monatliche Wartung der Server'],
  ['suspected-compromise', 'MFA prompts that are not mine, all night'],
  ['suspected-compromise', 'User clicked phishing link and entered password on a page'],
  ['suspected-compromise', 'Mailbox sends spam, unknown inbox rule'],
  ['suspected-compromise', 'Account hacked?'],
  ['suspected-compromise', 'Verdächtige Anmeldung aus dem Ausland'],
  ['suspected-compromise', 'Files encrypted, looks like ransomware'],
  ['outlook-auth-loop', 'Outlook keeps asking for my password'],
  ['outlook-auth-loop', 'Outlook fragt ständig nach dem Kennwort'],
  ['outlook-auth-loop', 'Sign in window flashes and comes back', 'Outlook says need password'],
  ['outlook-auth-loop', 'Outlok password prompt all day', 'Webmail is fine'],
  ['entra-connect-sync', 'Azure AD Connect: unhealthy identity synchronization notification'],
  ['entra-connect-sync', 'New user not synced to Microsoft 365'],
  ['entra-connect-sync', 'AttributeValueMustBeUnique for two users'],
  ['entra-connect-sync', 'Benutzer wird nicht synchronisiert', 'Entra Connect zeigt Fehler'],
  ['printing', 'Printer offline on 2nd floor'],
  ['printing', 'Drucker druckt nicht', 'Aufträge hängen in der Warteschlange'],
  ['printing', 'Cant print from ERP since this morning'],
  ['printing', 'Print spooler stops every few minutes on PRINT01'],
  ['printing', 'Adding the printer fails with 0x0000011b'],
  ['bitlocker-recovery', 'Laptop wants BitLocker recovery key'],
  ['bitlocker-recovery', 'Blue screen asking for a recovery key after BIOS update'],
  ['bitlocker-recovery', 'Notebook will Wiederherstellungsschlüssel'],
  ['bitlocker-recovery', 'bitloker key needed', 'Frau Kern, aus dem Zug'],
  ['rds-licensing', 'No Remote Desktop License Servers available'],
  ['rds-licensing', 'RDS grace period expired, nobody can log on'],
  ['rds-licensing', 'Terminalserver: Lizenzserver nicht verfügbar'],
  ['rds-licensing', 'Licensing mode for the Remote Desktop Session Host is not configured'],
]

const offered = TICKETS.map(([slug, summary, firstNote]) => ({
  ...{ slug, summary, firstNote },
  offers: offerFlows(flows, { summary, firstNote }, 3),
}))

test('for nearly every ticket the right flow is the first', () => {
  const wrong = offered.filter(({ slug, offers }) => offers[0]?.flow.slug !== slug)
  const told = wrong.map(
    ({ slug, summary, offers }) =>
      `${summary}: ${slug}, got ${offers.map((o) => `${o.flow.slug} ${o.score} (${o.because.join(', ')})`)}`,
  )
  expect(told.length / TICKETS.length, told.join('\n')).toBeLessThanOrEqual(0.05)
})

test('and what called for it is said in the ticket’s own words', () => {
  for (const { summary, firstNote, offers } of offered) {
    const because = offers[0]?.because ?? []
    expect(because.length, summary).toBeGreaterThan(0)
    for (const words of because) expect(`${summary} ${firstNote ?? ''}`).toContain(words)
  }
})

test.each([
  'Quote for 5 monitors',
  'Toner leer im 2. OG',
  'Change my surname after wedding',
  'Invoice 4711 question',
  'Please call me back',
  '',
])('nothing is offered for %j', (summary) => {
  expect(offerFlows(flows, { summary }, 5).map((o) => [o.flow.slug, o.because, o.score])).toEqual(
    [],
  )
})

test.each([
  ['vpn', 'sonicwall-s2s-down'],
  ['locked', 'ad-account-lockout'],
  ['dhc', 'dhcp-lease'],
  ['fslogx', 'fslogix-profile'],
  ['temp prof', 'fslogix-profile'],
  ['file sha', 'file-share-access'],
  ['8524', 'ad-replication'],
  ['cirtix', 'citrix-vda-unregistered'],
  ['vertrauens', 'domain-trust-broken'],
])('search for %s finds it first', (query, slug) => {
  expect(searchFlowList(flows, query)[0]?.slug).toBe(slug)
})
