/** Samples: domain controllers, devices, tokens, tickets, time. */
import type { Sample } from './sample.ts'

export const DIRECTORY: Sample[] = [
  {
    name: 'repadmin /replsummary, one fails',
    text: `Replication Summary Start Time: 2026-11-28 09:12:44

Beginning data collection for replication summary, this may take awhile:
  .....


Source DSA          largest delta    fails/total %%   error
 DC01                      12m:03s    0 /  10    0
 DC02              03d.04h:22m:10s    5 /  10   50  (1722) The RPC server is unavailable.


Destination DSA     largest delta    fails/total %%   error
 DC01              03d.04h:22m:10s    5 /  10   50  (1722) The RPC server is unavailable.
 DC02                      11m:40s    0 /  10    0
`,
    tool: 'repadmin /replsummary',
    findings: ['replication_failing'],
    says: [
      'Replication of DC02 fails in 5 of 10, largest delta 03d.04h:22m:10s: 1722, the RPC server cannot be reached.',
    ],
  },
  {
    name: 'repadmin /replsummary, all fine',
    text: `Replication Summary Start Time: 2026-11-28 09:12:44

Source DSA          largest delta    fails/total %%   error
 DC01                      12m:03s    0 /  10    0
 DC02                      11m:40s    0 /  10    0
`,
    tool: 'repadmin /replsummary',
    findings: ['replication_fine'],
  },
  {
    name: 'repadmin /showrepl, a partner fails',
    text: `Default-First-Site-Name\\DC01
DSA Options: IS_GC

==== INBOUND NEIGHBORS ======================================

DC=corp,DC=example
    Default-First-Site-Name\\DC02 via RPC
        DSA object GUID: 00000000-0000-0000-0000-000000000002
        Last attempt @ 2026-11-28 09:01:22 failed, result 8453 (0x2105):
            Replication access was denied.
        14 consecutive failure(s).
        Last success @ 2026-11-24 22:10:05.
    Default-First-Site-Name\\DC03 via RPC
        DSA object GUID: 00000000-0000-0000-0000-000000000003
        Last attempt @ 2026-11-28 09:01:20 was successful.
`,
    tool: 'repadmin /showrepl',
    findings: ['replication_failing'],
    says: [
      'Replication from Default-First-Site-Name\\DC02 fails 14 times in a row: 8453, replication access was denied; last success 2026-11-24 22:10:05.',
    ],
  },
  {
    name: 'repadmin /showrepl, all fine',
    text: `DC=corp,DC=example
    Default-First-Site-Name\\DC02 via RPC
        Last attempt @ 2026-11-28 09:01:20 was successful.
`,
    tool: 'repadmin /showrepl',
    findings: ['replication_fine'],
  },
  {
    name: 'dcdiag, two tests failed',
    text: `
Directory Server Diagnosis

Performing initial setup:
   Trying to find home server...
      Starting test: Advertising
         ......................... DC01 passed test Advertising
      Starting test: DFSREvent
         ......................... DC01 failed test DFSREvent
      Starting test: SystemLog
         ......................... DC01 failed test SystemLog
`,
    tool: 'dcdiag',
    findings: ['dc_tests_failed'],
    says: ['DC01 failed: DFSREvent and SystemLog.'],
  },
  {
    name: 'dcdiag, German, failed',
    text: `Verzeichnisserverdiagnose
      Starting test: SystemLog
         ......................... DC01 hat den Test SystemLog nicht bestanden.
`,
    tool: 'dcdiag',
    findings: ['dc_tests_failed'],
    says: ['DC01 failed: SystemLog.'],
  },
  {
    name: 'dcdiag, all passed',
    text: `Directory Server Diagnosis
         ......................... DC01 passed test Connectivity
         ......................... DC01 passed test Advertising
`,
    tool: 'dcdiag',
    findings: ['dc_tests_passed'],
    says: ['DC01 passed all 2 tests that were run.'],
  },
  {
    name: 'dsregcmd /status, without a token',
    text: `
+----------------------------------------------------------------------+
| Device State                                                         |
+----------------------------------------------------------------------+

             AzureAdJoined : YES
          EnterpriseJoined : NO
              DomainJoined : YES
                DomainName : CORP

+----------------------------------------------------------------------+
| SSO State                                                            |
+----------------------------------------------------------------------+

                AzureAdPrt : NO
       AzureAdPrtAuthority : https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000
     Acquire Prt Diagnostics : PRESENT
      Previous Prt Attempt : 2026-11-28 08:14:02.000 UTC
            Attempt Status : 0xc000006d
`,
    tool: 'dsregcmd /status',
    findings: ['joined_domain', 'joined_entra', 'token_missing'],
    says: [
      'The device is joined to the domain and to Entra ID.',
      'The user has no primary refresh token.',
      'Attempt Status: 0xc000006d',
    ],
  },
  {
    name: 'dsregcmd /status, joined to nothing',
    text: '             AzureAdJoined : NO\n              DomainJoined : NO\n',
    tool: 'dsregcmd /status',
    findings: ['not_joined'],
  },
  {
    name: 'w32tm /query /status, right',
    text: `Leap Indicator: 0(no warning)
Stratum: 3 (secondary reference - syncd by (S)NTP)
Precision: -23 (119.209ns per tick)
Root Delay: 0.0312134s
ReferenceId: 0xC000020A (source IP:  192.0.2.10)
Last Successful Sync Time: 11/28/2026 9:02:11 AM
Source: dc01.corp.example
Poll Interval: 10 (1024s)

Phase Offset: 0.0003211s
`,
    tool: 'w32tm /query /status',
    findings: ['time_close'],
    says: ['The clock is set by dc01.corp.example.', 'The clock is off by 0.0003211 seconds.'],
  },
  {
    name: 'w32tm /query /status, German, set by nobody and wrong',
    text: `Sprungindikator: 3(nicht synchronisiert)
Stratum: 0 (nicht angegeben)
Quelle: Local CMOS Clock
Abrufintervall: 6 (64s)

Phasenoffset: -412,7000000s
`,
    tool: 'w32tm /query /status',
    findings: ['time_off', 'time_unsynced'],
    says: [
      'Nobody sets the clock: it runs by itself.',
      'The clock is off by -412,7000000 seconds.',
    ],
  },
  {
    name: 'klist, tickets',
    text: `
Current LogonId is 0:0x3e7a1

Cached Tickets: (2)

#0>	Client: robin @ CORP.EXAMPLE
	Server: krbtgt/CORP.EXAMPLE @ CORP.EXAMPLE
	KerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96
	Start Time: 11/28/2026 8:01:12 (local)
	End Time:   11/28/2026 18:01:12 (local)

#1>	Client: robin @ CORP.EXAMPLE
	Server: cifs/fs01.corp.example @ CORP.EXAMPLE
	End Time:   11/28/2026 18:01:12 (local)
`,
    tool: 'klist',
    findings: ['tickets_held'],
    says: ['There are 2 Kerberos tickets.'],
  },
  {
    name: 'klist, none',
    text: '\nCurrent LogonId is 0:0x3e7a1\n\nCached Tickets: (0)\n',
    tool: 'klist',
    findings: ['tickets_none'],
  },
  {
    name: 'whoami /groups, German',
    text: `
GRUPPENINFORMATIONEN
--------------------

Gruppenname                 Typ                 SID                                           Attribute
=========================== =================== ============================================= =======================================
Jeder                       Bekannte Gruppe     S-1-1-0                                       Verbindliche Gruppe, Aktivierte Gruppe
VORDEFINIERT\\Benutzer       Alias               S-1-5-32-545                                  Verbindliche Gruppe, Aktivierte Gruppe
CORP\\Vertrieb               Gruppe              S-1-5-21-1000000001-1000000002-1000000003-1105 Verbindliche Gruppe, Aktivierte Gruppe
CORP\\Helpdesk               Gruppe              S-1-5-21-1000000001-1000000002-1000000003-1106 Gruppe wird nur zum Ablehnen verwendet
`,
    tool: 'whoami /groups',
    says: ['In group CORP\\Vertrieb.', 'CORP\\Helpdesk counts only where it denies.'],
  },
  {
    name: 'nltest /sc_query, broken',
    text: `Flags: 0
Trusted DC Name
Trusted DC Connection Status Status = 1789 0x6fd ERROR_TRUSTED_RELATIONSHIP_FAILURE
The command completed successfully
`,
    tool: 'nltest /sc_query',
    findings: ['channel_broken'],
    says: [
      'The secure channel does not work: 1789, the trust between workstation and domain has failed.',
    ],
  },
  {
    name: 'nltest /sc_query, fine',
    text: `Flags: 30 HAS_IP  HAS_TIMESERV
Trusted DC Name \\\\DC01.corp.example
Trusted DC Connection Status Status = 0 0x0 NERR_Success
The command completed successfully
`,
    tool: 'nltest /sc_query',
    findings: ['channel_fine'],
    says: ['Its domain controller is DC01.corp.example.'],
  },
  {
    name: 'Test-ComputerSecureChannel -Verbose, broken',
    text: `VERBOSE: Performing the operation "Test-ComputerSecureChannel" on target "PC-0042".
False
VERBOSE: The secure channel between the local computer and the domain corp.example is broken.
`,
    tool: 'Test-ComputerSecureChannel',
    findings: ['channel_broken'],
  },
  {
    name: 'Test-ComputerSecureChannel, its one word with the command before it',
    text: 'PS C:\\> Test-ComputerSecureChannel\nTrue\n',
    tool: 'Test-ComputerSecureChannel',
    findings: ['channel_fine'],
  },
]
