/** One computer: how it finds names, why it restarted, what a profile container says. */
import { authorScript, parameter } from './author-script.ts'

export const flushDns = authorScript({
  name: 'Flush DNS and register again',
  summary:
    'Empties the DNS cache of a computer, registers its own name again, and shows which servers it asks and whether a name resolves.',
  words: [
    'DNS',
    'name does not resolve',
    'server not found by name',
    'old address',
    'stale DNS record',
    'ipconfig flushdns',
    'registerdns',
  ],
  safety: 'changes',
  changes:
    'The cache fills again by itself. The computer writes its own records anew; nothing else is touched.',
  where: 'on the affected computer, elevated PowerShell',
  text: `
Get-DnsClientServerAddress -AddressFamily IPv4 | Where-Object ServerAddresses | Format-Table InterfaceAlias, ServerAddresses -AutoSize
Clear-DnsClientCache
Register-DnsClient
Resolve-DnsName -Name {host} -DnsOnly | Format-Table Name, Type, TTL, IPAddress, NameHost -AutoSize
Test-NetConnection -ComputerName {host} -Port {port} | Format-List ComputerName, RemoteAddress, TcpTestSucceeded
`,
  parameters: [
    parameter('host', 'Name that must resolve', {
      isRequired: false,
      example: 'srv-files.corp.example',
      help: 'Left empty, nothing is looked up.',
    }),
    parameter('port', 'Port to test there', {
      kind: 'number',
      isRequired: false,
      example: '445',
    }),
  ],
})

export const whyRestarted = authorScript({
  name: 'Why a computer restarted',
  summary:
    'Lists restarts, crashes and unexpected power losses of the last days, with who or what asked for each.',
  words: [
    'unexpected restart',
    'rebooted by itself',
    'reboot',
    'crash',
    'blue screen',
    'server was down overnight',
    'power loss',
  ],
  safety: 'reads',
  changes: 'Nothing: it only reads the System log.',
  where: 'on the affected computer, elevated PowerShell',
  text: `
$since = (Get-Date).AddDays(-{days})
Get-CimInstance -ClassName Win32_OperatingSystem | Format-List CSName, Caption, LastBootUpTime
Get-WinEvent -FilterHashtable @{ LogName = 'System'; Id = 41, 1074, 1076, 6008, 1001; StartTime = $since } -ErrorAction SilentlyContinue |
  Where-Object { $_.ProviderName -in 'Microsoft-Windows-Kernel-Power', 'User32', 'EventLog', 'Microsoft-Windows-WER-SystemErrorReporting' } |
  Sort-Object TimeCreated |
  Format-List TimeCreated, Id, ProviderName, Message
`,
  parameters: [
    parameter('days', 'How many days back', { kind: 'number', standard: '7', example: '7' }),
  ],
})

export const checkFslogix = authorScript({
  name: 'Check FSLogix profile containers',
  summary:
    'Shows whether FSLogix runs, how it is set, what the last sign-ins of a user said, and which container files the user has.',
  words: [
    'FSLogix',
    'profile container',
    'temporary profile',
    'profile does not load',
    'profile disk full',
    'vhdx',
    'AVD',
    'Azure Virtual Desktop',
    'RDS profile',
  ],
  safety: 'reads',
  changes: 'Nothing: it only reads settings, events and the list of files.',
  where: 'on the session host, elevated PowerShell',
  text: String.raw`
$user = '{user}'
$since = (Get-Date).AddHours(-{hours})

Get-Service -Name frxsvc, frxccds -ErrorAction SilentlyContinue | Format-Table Name, Status, StartType -AutoSize
$settings = Get-ItemProperty -Path 'HKLM:\SOFTWARE\FSLogix\Profiles' -ErrorAction Stop
$settings | Format-List Enabled, VHDLocations, CCDLocations, SizeInMBs, VolumeType, FlipFlopProfileDirectoryName, DeleteLocalProfileWhenVHDShouldApply
Get-ItemProperty -Path 'HKLM:\SOFTWARE\FSLogix\Profiles\Sessions\*' -ErrorAction SilentlyContinue | Format-List PSChildName, Status, Reason, Error

Get-WinEvent -FilterHashtable @{ LogName = 'Microsoft-FSLogix-Apps/Operational'; StartTime = $since } -ErrorAction SilentlyContinue |
  Where-Object { $_.Message -like "*$user*" } |
  Sort-Object TimeCreated |
  Format-List TimeCreated, Id, LevelDisplayName, Message

foreach ($location in @($settings.VHDLocations) -split ';' | Where-Object { $_ }) {
  Get-ChildItem -Path $location -Filter "*$user*.vhd*" -Recurse -Depth 2 -ErrorAction Continue |
    Format-Table FullName, @{ Name = 'GB'; Expression = { [math]::Round($_.Length / 1GB, 1) } }, LastWriteTime -AutoSize
}
`,
  parameters: [
    parameter('user', 'Sign-in name of the user', {
      example: 'a.meier',
      help: 'Without the domain: it is looked for in events and file names.',
    }),
    parameter('hours', 'How many hours back', { kind: 'number', standard: '24', example: '24' }),
  ],
})
