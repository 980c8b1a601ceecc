/**
 * Samples in other languages, and of several versions of Windows, of the tools that print other
 * words there. What is in a language that no reader knows is left alone: see the last ones.
 */
import type { Sample } from './sample.ts'

const KLIST: Sample[] = [
  {
    name: 'klist, German, Windows 11',
    text: `
Aktuelle Anmelde-ID ist 0:0x3e7a1

Zwischengespeicherte Tickets: (2)

#0>	Client: robin @ CORP.EXAMPLE
	Server: krbtgt/CORP.EXAMPLE @ CORP.EXAMPLE
	KerbTicket (Verschlüsselungstyp): AES-256-CTS-HMAC-SHA1-96
	Ticketkennzeichen 0x40e10000 -> forwardable renewable initial pre_authent name_canonicalize
	Startzeit: 28.11.2026 8:01:12 (lokal)
	Endzeit:   28.11.2026 18:01:12 (lokal)
	Erneuerungszeit: 5.12.2026 8:01:12 (lokal)
	Sitzungsschlüsseltyp: AES-256-CTS-HMAC-SHA1-96
	Cachekennzeichen: 0x1 -> PRIMARY
	KDC aufgerufen: DC01

#1>	Client: robin @ CORP.EXAMPLE
	Server: cifs/fs01.corp.example @ CORP.EXAMPLE
	Endzeit:   28.11.2026 18:01:12 (lokal)
`,
    tool: 'klist',
    findings: ['tickets_held'],
    says: [
      'There are 2 Kerberos tickets.',
      'Ticket for cifs/fs01.corp.example, ends 28.11.2026 18:01:12.',
    ],
  },
  {
    name: 'klist, French, with a blank before the colon',
    text: `
LogonId est 0:0x897d9

Tickets mis en cache : (1)

#0>     Client : robin @ CORP.EXAMPLE
        Serveur : krbtgt/CORP.EXAMPLE @ CORP.EXAMPLE
        Type de chiffrement KerbTicket : AES-256-CTS-HMAC-SHA1-96
        Indicateurs de tickets 0x60a10000 -> forwardable forwarded renewable pre_authent
        Heure de démarrage : 11/28/2026 8:01:12 (Local)
        Heure de fin :   11/28/2026 18:01:12 (Local)
        Heure de renouvellement : 12/5/2026 8:01:12 (Local)
        Type de clé de session : AES-256-CTS-HMAC-SHA1-96
`,
    tool: 'klist',
    findings: ['tickets_held'],
    says: ['Ticket for krbtgt/CORP.EXAMPLE, ends 11/28/2026 18:01:12.'],
  },
  {
    name: 'klist, Spanish',
    text: `
El id. de inicio de sesión actual es 0:0x3e7a1

Vales almacenados en caché: (1)

#0>     Cliente: robin @ CORP.EXAMPLE
        Servidor: krbtgt/CORP.EXAMPLE @ CORP.EXAMPLE
        Hora de inicio: 11/28/2026 8:01:12 (local)
        Hora de finalización:   11/28/2026 18:01:12 (local)
`,
    tool: 'klist',
    findings: ['tickets_held'],
    says: ['Ticket for krbtgt/CORP.EXAMPLE, ends 11/28/2026 18:01:12.'],
  },
  {
    name: 'klist, French, none',
    text: '\nLogonId est 0:0x897d9\n\nTickets mis en cache : (0)\n',
    tool: 'klist',
    findings: ['tickets_none'],
  },
  {
    name: 'klist, Windows Server 2008 R2, which tells no cache flags',
    text: `
Cached Tickets: (1)

#0>	Client: robin @ CORP.EXAMPLE
	Server: krbtgt/CORP.EXAMPLE @ CORP.EXAMPLE
	KerbTicket Encryption Type: RSADSI RC4-HMAC(NT)
	Ticket Flags 0x40e00000 -> forwardable renewable initial pre_authent
	End Time:   11/28/2026 18:01:12 (local)
`,
    tool: 'klist',
    findings: ['tickets_held'],
    says: ['Ticket for krbtgt/CORP.EXAMPLE, ends 11/28/2026 18:01:12.'],
  },
]

const NSLOOKUP: Sample[] = [
  {
    name: 'nslookup, German, not by the server of the zone',
    text: `Server:  dc01.corp.example
Address:  192.0.2.10

Nicht autorisierende Antwort:
Name:    portal.example.com
Addresses:  2001:db8::5
          192.0.2.55
`,
    tool: 'nslookup',
    findings: ['name_resolved'],
    says: ['portal.example.com is 2001:db8::5 and 192.0.2.55, says dc01.corp.example.'],
  },
  {
    name: 'nslookup, French',
    text: `Serveur :   dc01.corp.example
Address:  192.0.2.10

Réponse ne faisant pas autorité :
Nom :    fs01.corp.example
Address:  192.0.2.20
`,
    tool: 'nslookup',
    findings: ['name_resolved'],
    says: ['fs01.corp.example is 192.0.2.20, says dc01.corp.example.'],
  },
  {
    name: 'nslookup, Spanish',
    text: `Servidor:  UnKnown
Address:  192.0.2.10

Respuesta no autoritativa:
Nombre:  fs01.corp.example
Addresses:  192.0.2.20
          192.0.2.21
`,
    tool: 'nslookup',
    findings: ['name_resolved'],
    says: ['fs01.corp.example is 192.0.2.20 and 192.0.2.21, says UnKnown.'],
  },
  {
    name: 'nslookup, German, the name does not exist',
    text: `Server:  dc01.corp.example
Address:  192.0.2.10

*** fs09.corp.example wurde von dc01.corp.example nicht gefunden: Non-existent domain.
`,
    tool: 'Name lookup',
    findings: ['name_unknown'],
    says: ['fs09.corp.example is not known to the DNS server.'],
  },
  {
    name: 'nslookup, French, the name does not exist',
    text: `Serveur :   dc01.corp.example
Address:  192.0.2.10

*** dc01.corp.example ne parvient pas à trouver fs09.corp.example : Non-existent domain
`,
    tool: 'Name lookup',
    findings: ['name_unknown'],
    says: ['fs09.corp.example is not known to the DNS server.'],
  },
  {
    name: 'nslookup, Spanish, the name does not exist',
    text: `Servidor:  dc01.corp.example
Address:  192.0.2.10

*** dc01.corp.example no encuentra fs09.corp.example: Non-existent domain
`,
    tool: 'Name lookup',
    findings: ['name_unknown'],
    says: ['fs09.corp.example is not known to the DNS server.'],
  },
  {
    name: 'nslookup, German, no answer in time',
    text: `DNS request timed out.
    timeout was 2 seconds.
Server:  UnKnown
Address:  192.0.2.10

DNS request timed out.
    timeout was 2 seconds.
*** Zeitüberschreitung bei Anforderung an UnKnown.
`,
    tool: 'Name lookup',
    findings: ['dns_silent'],
  },
]

const SC: Sample[] = [
  {
    name: 'sc queryex, Windows Server 2022, with its process',
    text: `
SERVICE_NAME: Spooler
        TYPE               : 110  WIN32_OWN_PROCESS  (interactive)
        STATE              : 4  RUNNING
                                (STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
        WIN32_EXIT_CODE    : 0  (0x0)
        PID                : 3120
        FLAGS              :
`,
    tool: 'sc query',
    findings: ['service_running'],
    says: ['The service Spooler runs.'],
  },
  {
    name: 'sc query, Spanish, stopped',
    text: `
NOMBRE_SERVICIO: Spooler
        TIPO               : 110  WIN32_OWN_PROCESS  (interactive)
        ESTADO             : 1  STOPPED
        CÓD_SALIDA_WIN32   : 0  (0x0)
`,
    tool: 'sc query',
    findings: ['service_stopped'],
    says: ['The service Spooler is stopped.'],
  },
  {
    name: 'sc qc, Spanish, disabled',
    text: `[SC] QueryServiceConfig CORRECTO

NOMBRE_SERVICIO: wuauserv
        TIPO               : 20  WIN32_SHARE_PROCESS
        TIPO_INICIO        : 4   DISABLED
`,
    tool: 'sc query',
    findings: ['service_disabled'],
    says: ['The service wuauserv is disabled.'],
  },
  {
    name: 'sc qc, German, where only the first line is translated, delayed start',
    text: `[SC] QueryServiceConfig ERFOLG

SERVICE_NAME: BITS
        TYPE               : 20  WIN32_SHARE_PROCESS
        START_TYPE         : 4   DISABLED
`,
    tool: 'sc query',
    findings: ['service_disabled'],
  },
  {
    name: 'sc query, French, where only the first line is translated',
    text: `
SERVICE_NAME: BITS
        TYPE               : 30  WIN32
        STATE              : 3  STOP_PENDING
        WIN32_EXIT_CODE    : 0  (0x0)
`,
    tool: 'sc query',
    says: ['The service BITS is stopping.'],
  },
]

const CMDKEY: Sample[] = [
  {
    name: 'cmdkey /list, German',
    text: `
Aktuell gespeicherte Anmeldeinformationen:

    Ziel: Domain:target=fs01.corp.example
    Typ: Domänenkennwort
    Benutzer: CORP\\robin
`,
    tool: 'cmdkey /list',
    findings: ['password_stored'],
    says: ['A sign-in is stored for fs01.corp.example as CORP\\robin.'],
  },
  {
    name: 'cmdkey /list, French',
    text: `
Informations d’identification actuellement enregistrées :

    Cible : Domain:target=fs01.corp.example
    Type : Mot de passe de domaine
    Utilisateur : CORP\\robin
`,
    tool: 'cmdkey /list',
    findings: ['password_stored'],
    says: ['A sign-in is stored for fs01.corp.example as CORP\\robin.'],
  },
  {
    name: 'cmdkey /list, Spanish',
    text: `
Credenciales almacenadas actualmente:

    Destino: Domain:target=fs01.corp.example
    Tipo: Contraseña de dominio
    Usuario: CORP\\robin
`,
    tool: 'cmdkey /list',
    findings: ['password_stored'],
    says: ['A sign-in is stored for fs01.corp.example as CORP\\robin.'],
  },
  {
    name: 'cmdkey /list, German, nothing',
    text: '\nAktuell gespeicherte Anmeldeinformationen:\n\n* KEINE *\n',
    tool: 'cmdkey /list',
    findings: ['password_none_stored'],
  },
  {
    name: 'cmdkey /list, Windows 11, an account of the cloud',
    text: `
Currently stored credentials:

    Target: MicrosoftAccount:target=SSO_POP_Device
    Type: Generic
    User: 02abcdefghijklmn
    Saved for this logon only
`,
    tool: 'cmdkey /list',
    findings: ['password_stored'],
    says: ['A sign-in is stored for SSO_POP_Device as 02abcdefghijklmn.'],
  },
]

const EVENTS: Sample[] = [
  {
    name: 'an event, German',
    text: `Protokollname: Security
Quelle:        Microsoft-Windows-Security-Auditing
Datum:         28.11.2026 08:14:02
Ereignis-ID:   4740
Aufgabenkategorie:User Account Management
Ebene:         Informationen
Computer:      DC01.corp.example
Beschreibung:
Ein Benutzerkonto wurde gesperrt.

Zusätzliche Informationen:
	Aufrufercomputername:	PC-0042
`,
    tool: 'Event log',
    says: [
      'Event 4740 of Microsoft-Windows-Security-Auditing at 28.11.2026 08:14:02: an account was locked.',
      'Aufrufercomputername: PC-0042.',
    ],
  },
  {
    name: 'an event, French, with a blank before the colon',
    text: `Nom du journal :System
Source :       Service Control Manager
Date :         28/11/2026 08:14:02
ID de l’événement :7031
Catégorie de la tâche :Aucun
Niveau :       Erreur
Ordinateur :   SRV01.corp.example
Description :
Le service Spouleur d’impression s’est terminé de façon inattendue.
`,
    tool: 'Event log',
    says: [
      'Event 7031 of Service Control Manager at 28/11/2026 08:14:02: a service ended without being asked to.',
    ],
  },
  {
    name: 'an event, Spanish',
    text: `Nombre de registro:System
Origen:        NETLOGON
Fecha:         28/11/2026 8:14:02
Id. del evento:3210
Categoría de la tarea:Ninguno
Nivel:         Error
Equipo:        PC-0042.corp.example
Descripción:
Este equipo no pudo autenticarse con DC01.
`,
    tool: 'Event log',
    says: [
      'Event 3210 of NETLOGON at 28/11/2026 8:14:02: the domain no longer trusts this computer.',
    ],
  },
]

/** In a language that no reader knows, or cut off before what decides: nothing is said of it. */
const UNKNOWN: Sample[] = [
  {
    name: 'klist, in a language that is not known',
    text: '\nHuidige LogonId is 0:0x3e7a1\n\nTickets in cache: (2)\n',
  },
  {
    name: 'nslookup, cut off behind the server',
    text: 'Servidor:  dc01.corp.example\nAddress:  192.0.2.10\n',
  },
  {
    name: 'sc query, cut off behind the name',
    text: '\nNOMBRE_SERVICIO: Spooler\n',
  },
  {
    name: 'cmdkey /list, French, cut off behind its head',
    text: '\nInformations d’identification actuellement enregistrées :\n',
  },
  {
    name: 'an event without its source and its time',
    text: 'Ereignis-ID:   4740\nEbene:         Informationen\n',
  },
]

export const LANGUAGES: Sample[] = [...KLIST, ...NSLOOKUP, ...SC, ...CMDKEY, ...EVENTS, ...UNKNOWN]
