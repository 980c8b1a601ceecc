/** Samples: addresses, names, ports, shares, proxies. */
import type { Sample } from './sample.ts'

export const NETWORK: Sample[] = [
  {
    name: 'ipconfig /all, Windows 11, English',
    text: `
Windows IP Configuration

   Host Name . . . . . . . . . . . . : PC-0042
   Primary Dns Suffix  . . . . . . . : corp.example
   Node Type . . . . . . . . . . . . : Hybrid

Ethernet adapter Ethernet:

   Connection-specific DNS Suffix  . : corp.example
   Description . . . . . . . . . . . : Intel(R) Ethernet Connection
   Physical Address. . . . . . . . . : 00-00-5E-00-53-01
   DHCP Enabled. . . . . . . . . . . : Yes
   Link-local IPv6 Address . . . . . : fe80::1%7(Preferred)
   IPv4 Address. . . . . . . . . . . : 192.0.2.42(Preferred)
   Subnet Mask . . . . . . . . . . . : 255.255.255.0
   Lease Obtained. . . . . . . . . . : Saturday, 28 November 2026 08:01:12
   Lease Expires . . . . . . . . . . : Sunday, 6 December 2026 08:01:12
   Default Gateway . . . . . . . . . : 192.0.2.1
   DHCP Server . . . . . . . . . . . : 192.0.2.10
   DNS Servers . . . . . . . . . . . : 192.0.2.10
                                       192.0.2.11
   NetBIOS over Tcpip. . . . . . . . : Enabled
`,
    tool: 'ipconfig /all',
    findings: ['address_given'],
    says: [
      'Ethernet has the address 192.0.2.42.',
      'Gateway of Ethernet: 192.0.2.1.',
      'DNS servers of Ethernet: 192.0.2.10, 192.0.2.11.',
      'Address from DHCP server 192.0.2.10.',
    ],
  },
  {
    name: 'ipconfig /all, Windows 10, German, without an address from DHCP',
    text: `
Windows-IP-Konfiguration

   Hostname  . . . . . . . . . . . . : PC-0043

Ethernet-Adapter Ethernet:

   Beschreibung. . . . . . . . . . . : Realtek PCIe GbE
   DHCP aktiviert. . . . . . . . . . : Ja
   IPv4-Adresse (Auto. Konfiguration): 169.254.77.3(Bevorzugt)
   Subnetzmaske  . . . . . . . . . . : 255.255.0.0
   Standardgateway . . . . . . . . . :
`,
    tool: 'ipconfig /all',
    findings: ['address_none'],
    says: ['Ethernet gave itself 169.254.77.3: no DHCP server answered.'],
  },
  {
    name: 'ipconfig /all, French, no gateway and no DNS server',
    text: `
Configuration IP de Windows

Carte Ethernet Ethernet 2 :

   Description. . . . . . . . . . . . . . : Intel(R) I219
   Adresse IPv4. . . . . . . . . . . . . .: 198.51.100.9(préféré)
   Masque de sous-réseau. . . . . . . . . : 255.255.255.0
   Passerelle par défaut. . . . . . . . . :
   NetBIOS sur Tcpip. . . . . . . . . . . : Activé
`,
    tool: 'ipconfig /all',
    findings: ['address_given', 'dns_server_none', 'gateway_none'],
    says: ['Ethernet 2 has no gateway.', 'Ethernet 2 has no DNS server.'],
  },
  {
    name: 'ipconfig, the cable is out',
    text: `
Windows IP Configuration


Ethernet adapter Ethernet:

   Media State . . . . . . . . . . . : Media disconnected
   Connection-specific DNS Suffix  . :
`,
    tool: 'ipconfig /all',
    findings: ['cable_out'],
    says: ['Ethernet is not connected.'],
  },
  {
    name: 'Test-NetConnection, open',
    text: `

ComputerName     : fs01.corp.example
RemoteAddress    : 192.0.2.20
RemotePort       : 445
InterfaceAlias   : Ethernet
SourceAddress    : 192.0.2.42
TcpTestSucceeded : True
`,
    tool: 'Test-NetConnection',
    findings: ['path_open'],
    says: [
      'Port 445 of fs01.corp.example answers from 192.0.2.42.',
      'fs01.corp.example is 192.0.2.20.',
    ],
  },
  {
    name: 'Test-NetConnection, closed, with its warning',
    text: `WARNING: TCP connect to (192.0.2.20 : 1433) failed

ComputerName           : sql01
RemoteAddress          : 192.0.2.20
RemotePort             : 1433
InterfaceAlias         : Ethernet
SourceAddress          : 192.0.2.42
PingSucceeded          : True
PingReplyDetails (RTT) : 1 ms
TcpTestSucceeded       : False
`,
    tool: 'Test-NetConnection',
    findings: ['path_closed'],
    says: ['Port 1433 of sql01 does not answer from 192.0.2.42.'],
  },
  {
    name: 'Test-NetConnection, only a ping that nobody answered',
    text: `ComputerName           : fw01
RemoteAddress          : 192.0.2.1
InterfaceAlias         : Ethernet
SourceAddress          : 192.0.2.42
PingSucceeded          : False
PingReplyDetails (RTT) : 0 ms
`,
    tool: 'Test-NetConnection',
    findings: [],
    says: ['fw01 does not answer to ping from 192.0.2.42.'],
  },
  {
    name: 'Test-NetConnection, the name is not known',
    text: 'WARNING: Name resolution of fs09.corp.example failed -- Status: HostNotFound\n',
    tool: 'Test-NetConnection',
    findings: ['name_unknown'],
    says: ['fs09.corp.example has no address.'],
  },
  {
    name: 'nslookup, answered',
    text: `Server:  dc01.corp.example
Address:  192.0.2.10

Name:    fs01.corp.example
Addresses:  192.0.2.20
          192.0.2.21
`,
    tool: 'nslookup',
    findings: ['name_resolved'],
    says: ['fs01.corp.example is 192.0.2.20 and 192.0.2.21, says dc01.corp.example.'],
  },
  {
    name: 'nslookup, the name does not exist',
    text: `Server:  dc01.corp.example
Address:  192.0.2.10

*** dc01.corp.example can't find fs09.corp.example: Non-existent domain
`,
    tool: 'Name lookup',
    findings: ['name_unknown'],
    says: ['fs09.corp.example is not known to the DNS server.'],
  },
  {
    name: 'nslookup, no answer in time',
    text: `DNS request timed out.
    timeout was 2 seconds.
Server:  UnKnown
Address:  192.0.2.10

DNS request timed out.
    timeout was 2 seconds.
*** Request to UnKnown timed-out
`,
    tool: 'Name lookup',
    findings: ['dns_silent'],
    says: ['The DNS server did not answer in time.'],
  },
  {
    name: 'nslookup, a late server name but an answer all the same',
    text: `DNS request timed out.
    timeout was 2 seconds.
Server:  UnKnown
Address:  192.0.2.10

Name:    fs01.corp.example
Address:  192.0.2.20
`,
    tool: 'nslookup',
    findings: ['name_resolved'],
    says: ['fs01.corp.example is 192.0.2.20, says UnKnown.'],
  },
  {
    name: 'Resolve-DnsName, an alias',
    text: `
Name                           Type   TTL   Section    NameHost
----                           ----   ---   -------    --------
files.corp.example             CNAME  3600  Answer     fs01.corp.example

Name                           Type   TTL   Section    IPAddress
fs01.corp.example              A      1200  Answer     192.0.2.20
`,
    tool: 'Resolve-DnsName',
    findings: ['name_resolved'],
    says: [
      'files.corp.example is another name of fs01.corp.example.',
      'fs01.corp.example is 192.0.2.20.',
    ],
  },
  {
    name: 'Resolve-DnsName, the name does not exist',
    text: 'Resolve-DnsName : fs09.corp.example : DNS name does not exist\nAt line:1 char:1\n',
    tool: 'Name lookup',
    findings: ['name_unknown'],
    says: ['fs09.corp.example is not known to the DNS server.'],
  },
  {
    name: 'net use',
    text: `New connections will be remembered.


Status       Local     Remote                    Network

-------------------------------------------------------------------------------
OK           S:        \\\\fs01\\sales             Microsoft Windows Network
Disconnected P:        \\\\fs01\\projects          Microsoft Windows Network
             \\\\dc01\\netlogon           Microsoft Windows Network
The command completed successfully.
`,
    tool: 'net use',
    findings: ['connection_held'],
    says: [
      '\\\\fs01\\sales is connected as S:.',
      '\\\\fs01\\projects is connected as P:, state: Disconnected.',
    ],
  },
  {
    name: 'net use, German, nothing',
    text: 'Neue Verbindungen werden gespeichert.\n\nEs sind keine Einträge in der Liste.\n',
    tool: 'net use',
    findings: ['connection_none'],
    says: ['No share is connected.'],
  },
  {
    name: 'cmdkey /list',
    text: `
Currently stored credentials:

    Target: Domain:target=fs01.corp.example
    Type: Domain Password
    User: CORP\\robin.old
    
    Target: LegacyGeneric:target=MicrosoftOffice16_Data
    Type: Generic
    User: robin@corp.example
`,
    tool: 'cmdkey /list',
    findings: ['password_stored'],
    says: ['A sign-in is stored for fs01.corp.example as CORP\\robin.old.'],
  },
  {
    name: 'cmdkey /list, nothing',
    text: '\nCurrently stored credentials:\n\n* NONE *\n',
    tool: 'cmdkey /list',
    findings: ['password_none_stored'],
  },
  {
    name: 'netsh winhttp show proxy, direct',
    text: '\nCurrent WinHTTP proxy settings:\n\n    Direct access (no proxy server).\n',
    tool: 'netsh winhttp show proxy',
    findings: ['proxy_none'],
  },
  {
    name: 'netsh winhttp show proxy, German, direct',
    text: '\nAktuelle WinHTTP-Proxyeinstellungen:\n\n    Direktzugriff (kein Proxyserver).\n',
    tool: 'netsh winhttp show proxy',
    findings: ['proxy_none'],
  },
  {
    name: 'netsh winhttp show proxy, set',
    text: `
Current WinHTTP proxy settings:

    Proxy Server(s) :  proxy.corp.example:8080
    Bypass List     :  *.corp.example
`,
    tool: 'netsh winhttp show proxy',
    findings: ['proxy_set'],
    says: ['The system uses the proxy proxy.corp.example:8080.'],
  },
  {
    name: 'icacls, with a denial',
    text: `D:\\Shares\\Sales CORP\\Temps:(DENY)(OI)(CI)(W)
                CORP\\Sales:(OI)(CI)(M)
                BUILTIN\\Administrators:(I)(OI)(CI)(F)

Successfully processed 1 files; Failed processing 0 files
`,
    tool: 'icacls',
    findings: ['entry_denied'],
    says: ['CORP\\Temps is denied write.', 'CORP\\Sales may: modify.'],
  },
  {
    name: 'icacls, everything inherited, German',
    text: `D:\\Freigaben CORP\\Vertrieb:(I)(OI)(CI)(M)
             VORDEFINIERT\\Administratoren:(I)(OI)(CI)(F)

1 Dateien erfolgreich verarbeitet, bei 0 Dateien ist ein Verarbeitungsfehler aufgetreten.
`,
    tool: 'icacls',
    findings: ['no_entry_denied'],
    says: ['All entries are inherited.', 'CORP\\Vertrieb may: modify.'],
  },
  {
    name: 'Get-SmbShareAccess',
    text: `
Name  ScopeName AccountName  AccessControlType AccessRight
----  --------- -----------  ----------------- -----------
Sales *         CORP\\Sales   Allow             Change
Sales *         CORP\\Temps   Deny              Full
`,
    tool: 'Get-SmbShareAccess',
    findings: ['entry_denied'],
    says: [
      'On the share Sales CORP\\Sales may: change.',
      'On the share Sales CORP\\Temps is denied: full.',
    ],
  },
]
