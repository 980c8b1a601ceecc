/** Samples: disks, services, shadow copies, system files, profiles, events. */
import type { Sample } from './sample.ts'

export const WINDOWS: Sample[] = [
  {
    name: 'manage-bde -status, protected',
    text: `BitLocker Drive Encryption: Configuration Tool version 10.0.26100
Copyright (C) 2013 Microsoft Corporation. All rights reserved.

Disk volumes that can be protected with
BitLocker Drive Encryption:
Volume C: [Windows]
[OS Volume]

    Size:                 475.02 GB
    BitLocker Version:    2.0
    Conversion Status:    Fully Encrypted
    Percentage Encrypted: 100.0%
    Encryption Method:    XTS-AES 256
    Protection Status:    Protection On
    Lock Status:          Unlocked
    Identification Field: Unknown
    Key Protectors:
        TPM
        Numerical Password
`,
    tool: 'manage-bde -status',
    findings: ['disk_protected'],
    says: ['BitLocker protects C:.', 'The state of C: is “Fully Encrypted”.'],
  },
  {
    name: 'manage-bde -status, German, off',
    text: `Volume "C:" [System]
Volume C: [System]
    Konvertierungsstatus:  Vollständig entschlüsselt
    Schutzstatus:          Der Schutz ist deaktiviert.
    Sperrungsstatus:       Entsperrt
`,
    tool: 'manage-bde -status',
    findings: ['disk_unprotected'],
    says: ['BitLocker does not protect C:.'],
  },
  {
    name: 'manage-bde -protectors -get, with the password in it',
    text: `Volume C: [Windows]
All Key Protectors

    TPM:
      ID: {00000000-0000-0000-0000-000000000001}
      PCR Validation Profile:
        7, 11

    Numerical Password:
      ID: {00000000-0000-0000-0000-000000000002}
      Password:
        111111-222222-333333-444444-555555-666666-777777-888888
`,
    tool: 'manage-bde -protectors',
    findings: ['recovery_password_set'],
    says: ['C: can be unlocked by a recovery password.', 'C: can be unlocked by TPM.'],
  },
  {
    name: 'vssadmin list writers, one failed',
    text: `vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool

Writer name: 'System Writer'
   Writer Id: {00000000-0000-0000-0000-000000000001}
   State: [1] Stable
   Last error: No error

Writer name: 'SqlServerWriter'
   Writer Id: {00000000-0000-0000-0000-000000000002}
   State: [8] Failed
   Last error: Non-retryable error
`,
    tool: 'vssadmin list writers',
    findings: ['writers_failed'],
    says: ['SqlServerWriter has failed: Failed (Non-retryable error).'],
  },
  {
    name: 'vssadmin list writers, German, stable',
    text: `Verfassername: "System Writer"
Verfassername: 'System Writer'
   Status: [1] Stabil
   Letzter Fehler: Kein Fehler
`,
    tool: 'vssadmin list writers',
    findings: ['writers_stable'],
  },
  {
    name: 'vssadmin list writers, at work',
    text: `Writer name: 'System Writer'
   State: [5] Waiting for completion
   Last error: No error
`,
    tool: 'vssadmin list writers',
    findings: [],
  },
  {
    name: 'sc query, stopped',
    text: `
SERVICE_NAME: Spooler
        TYPE               : 110  WIN32_OWN_PROCESS  (interactive)
        STATE              : 1  STOPPED
        WIN32_EXIT_CODE    : 0  (0x0)
`,
    tool: 'sc query',
    findings: ['service_stopped'],
    says: ['The service Spooler is stopped.'],
  },
  {
    name: 'sc qc, disabled',
    text: `[SC] QueryServiceConfig SUCCESS

SERVICE_NAME: wuauserv
        TYPE               : 20  WIN32_SHARE_PROCESS
        START_TYPE         : 4   DISABLED
`,
    tool: 'sc query',
    findings: ['service_disabled'],
    says: ['The service wuauserv is disabled.'],
  },
  {
    name: 'Get-Service, a table',
    text: `
Status   Name               DisplayName
------   ----               -----------
Running  BrokerAgent        Citrix Desktop Service
`,
    tool: 'Get-Service',
    findings: ['service_running'],
    says: ['The service BrokerAgent runs.'],
  },
  {
    name: 'Get-Service, a list',
    text: `
Name                : Spooler
DisplayName         : Print Spooler
Status              : Stopped
StartType           : Disabled
`,
    tool: 'Get-Service',
    findings: ['service_disabled', 'service_stopped'],
  },
  {
    name: 'DISM, repairable',
    text: `Deployment Image Servicing and Management tool
Version: 10.0.26100.1

Image Version: 10.0.26100.2314

[==========================100.0%==========================]
The component store is repairable.
The operation completed successfully.
`,
    tool: 'DISM',
    findings: ['image_repairable'],
  },
  {
    name: 'DISM, French, in order',
    text: 'Version de l’image : 10.0.19045.1\nAucun endommagement du magasin de composants n’a été détecté.\n',
    tool: 'DISM',
    findings: ['image_healthy'],
  },
  {
    name: 'sfc, repaired',
    text: `Beginning system scan.  This process will take some time.
Verification 100% complete.

Windows Resource Protection found corrupt files and successfully repaired them.
`,
    tool: 'sfc',
    findings: ['image_repaired'],
  },
  {
    name: 'sfc, not repaired',
    text: 'Windows Resource Protection found corrupt files but was unable to fix some of them.\n',
    tool: 'sfc',
    findings: ['image_beyond_repair'],
  },
  {
    name: 'sfc, German, in order',
    text: 'Der Windows-Ressourcenschutz hat keine Integritätsverletzungen gefunden.\n',
    tool: 'sfc',
    findings: ['image_healthy'],
  },
  {
    name: 'FSLogix session, PowerShell',
    text: `
Status       : 12
Reason       : 0
Error        : 32
PSPath       : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\FSLogix\\Profiles\\Sessions\\S-1-5-21-1
`,
    tool: 'FSLogix session',
    findings: ['profile_failed'],
    says: [
      'FSLogix status 12: the disk could not be attached.',
      'FSLogix error: 32, the file is in use by another program.',
    ],
  },
  {
    name: 'FSLogix session, reg query, attached',
    text: `HKEY_LOCAL_MACHINE\\SOFTWARE\\FSLogix\\Profiles\\Sessions\\S-1-5-21-1
    Status    REG_DWORD    0x0
    Reason    REG_DWORD    0x0
    Error    REG_DWORD    0x0
`,
    tool: 'FSLogix session',
    findings: ['profile_attached'],
  },
  {
    name: 'FSLogix session, a local profile in the way',
    text: `HKEY_LOCAL_MACHINE\\SOFTWARE\\FSLogix\\Profiles\\Sessions\\S-1-5-21-1
    Status    REG_DWORD    0x0
    Reason    REG_DWORD    0x3
`,
    tool: 'FSLogix session',
    findings: [],
    says: ['FSLogix reason 3: a local profile was in the way.'],
  },
  {
    name: 'FSLogix log',
    text: `[08:12:01.113][tid:00000a10.00001b2c][INFO]           ===== Begin Session:  Logon
[08:12:02.404][tid:00000a10.00001b2c][ERROR:00000020] FindFile failed for path: \\\\fs01\\profiles\\robin\\Profile_robin.vhdx
`,
    tool: 'FSLogix log',
    findings: ['profile_failed'],
    says: [
      'FSLogix: FindFile failed for path: \\\\fs01\\profiles\\robin\\Profile_robin.vhdx (32, the file is in use by another program).',
    ],
  },
  {
    name: 'an event of the log, as the viewer copies it',
    text: `Log Name:      Security
Source:        Microsoft-Windows-Security-Auditing
Date:          28.11.2026 08:14:02
Event ID:      4740
Task Category: User Account Management
Level:         Information
Computer:      DC01.corp.example
Description:
A user account was locked out.

Additional Information:
	Caller Computer Name:	PC-0042
`,
    tool: 'Event log',
    says: [
      'Event 4740 of Microsoft-Windows-Security-Auditing at 28.11.2026 08:14:02: an account was locked.',
      'Caller Computer Name: PC-0042.',
    ],
  },
  {
    name: 'events, Get-WinEvent as a list',
    text: `
TimeCreated  : 28.11.2026 08:14:02
ProviderName : NETLOGON
Id           : 3210
Message      : This computer could not authenticate with DC01.
`,
    tool: 'Event log',
    says: [
      'Event 3210 of NETLOGON at 28.11.2026 08:14:02: the domain no longer trusts this computer.',
    ],
  },
]
