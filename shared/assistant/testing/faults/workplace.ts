/** Faults that users meet at their desk. */
import { type FaultModel, likely, look, possible, unlikely } from './fault-model.ts'

export const shareAccess: FaultModel = {
  symptom: 'A user cannot open a folder on the file server',
  causes: {
    group: likely('The user is not in the group of the folder'),
    token: likely('The user has not signed in since joining the group'),
    deny: unlikely('An entry denies access'),
    share: possible('The rights of the share are narrower than those of the folder'),
    path: possible('The folder was moved'),
    offline: unlikely('The client shows an offline copy'),
    smb: unlikely('The server is not reachable on port 445'),
  },
  checks: [
    look(1, 'Read the exact message', {
      'Access is denied': ['group', 'token', 'deny', 'share'],
      'Path not found': ['path', 'smb'],
      'Working offline': ['offline'],
    }),
    look(
      10,
      'Sign the user out and in',
      { 'It works': ['token'], 'No change': ['group', 'deny', 'share', 'path', 'smb'] },
      'disrupts',
    ),
    look(2, 'Read the groups of the user in the directory', {
      'The group is missing': ['group'],
      'It is there': ['token', 'deny', 'share'],
    }),
    look(2, 'Read the groups in the user’s session', {
      'The group is missing': ['token', 'group'],
      'It is there': ['deny', 'share'],
    }),
    look(5, 'Read the effective access of the user', {
      Denied: ['deny', 'group'],
      Allowed: ['share', 'token'],
    }),
    look(3, 'Read the rights of the share', { 'Read only': ['share'], 'Everyone full': [] }),
    look(2, 'Test port 445', { Closed: ['smb'], Open: [] }),
    look(2, 'Look for the folder on the server', {
      'It is elsewhere': ['path'],
      'It is there': [],
    }),
    look(6, 'Ask whether a colleague can open it', {
      Yes: ['group', 'token', 'deny', 'offline'],
      No: ['share', 'path', 'smb'],
    }),
  ],
}

export const mailAuth: FaultModel = {
  symptom: 'The mail client asks for the password again and again',
  causes: {
    password: likely('The password has changed and is stored in an old place'),
    conditional: possible('A rule for sign-in blocks this device'),
    basic: possible('The client still uses basic sign-in'),
    licence: unlikely('The mailbox has lost its licence'),
    cache: likely('The token cache of the profile is damaged'),
    proxy: unlikely('The proxy breaks the sign-in page'),
  },
  checks: [
    look(
      25,
      'Make a new mail profile',
      {
        'It works': ['cache', 'password'],
        'It asks again': ['conditional', 'basic', 'licence', 'proxy'],
      },
      'changes',
    ),
    look(2, 'Does webmail work?', {
      Yes: ['cache', 'password', 'basic', 'proxy'],
      No: ['licence', 'conditional'],
    }),
    look(4, 'Read the sign-in log of the user', {
      'Blocked by a rule': ['conditional'],
      'Wrong password': ['password'],
      'Legacy client': ['basic'],
      'Nothing at all': ['proxy', 'cache'],
    }),
    look(2, 'Read the stored passwords', {
      'An old entry': ['password'],
      None: ['cache', 'conditional'],
    }),
    look(2, 'Read the licences of the user', { 'No mailbox': ['licence'], 'As it should be': [] }),
    look(3, 'Read the version of the client', { 'Too old': ['basic'], Current: [] }),
    look(5, 'Try from another network', {
      'It works': ['proxy'],
      'It asks again': ['password', 'cache', 'conditional'],
    }),
    look(
      6,
      'Clear the token cache',
      { 'It works': ['cache'], 'It asks again': ['password', 'conditional'] },
      'changes',
    ),
  ],
}

export const printing: FaultModel = {
  symptom: 'Nothing comes out of the printer of a department',
  causes: {
    queue: likely('A job blocks the queue'),
    offline: likely('The printer has a new address'),
    spooler: possible('The print service is stopped'),
    driver: possible('The driver was replaced by an update'),
    paper: possible('The printer waits for paper of another size'),
    policy: unlikely('The printer is no longer assigned'),
  },
  checks: [
    look(
      15,
      'Restart the print server',
      { 'It prints': ['spooler', 'queue'], 'No change': ['offline', 'driver', 'paper', 'policy'] },
      'disrupts',
    ),
    look(3, 'Ask what the display of the printer says', {
      'Waits for paper': ['paper'],
      Ready: ['queue', 'offline', 'spooler', 'driver', 'policy'],
    }),
    look(1, 'Ping the address of the port', {
      'No answer': ['offline'],
      'It answers': ['queue', 'spooler', 'driver', 'paper'],
    }),
    look(1, 'Read the queue', {
      'A job with an error': ['queue'],
      'Jobs wait': ['offline', 'paper', 'spooler'],
      Empty: ['policy', 'driver'],
    }),
    look(1, 'Is the print service running?', { Stopped: ['spooler'], Running: [] }),
    look(
      6,
      'Print a test page from the server',
      { 'It comes out': ['driver', 'policy'], Nothing: ['queue', 'offline', 'paper', 'spooler'] },
      'changes',
    ),
    look(4, 'Compare the driver with last week', { 'It is newer': ['driver'], 'The same': [] }),
    look(5, 'Read the printers of a user', { 'It is missing': ['policy'], 'It is there': [] }),
  ],
}

export const lockout: FaultModel = {
  symptom: 'An account locks several times a day',
  causes: {
    phone: likely('A phone still uses the old password'),
    stored: likely('A stored password on a computer is old'),
    service: possible('A service or task runs under the account'),
    session: possible('A forgotten session is still signed in'),
    attack: unlikely('Somebody tries passwords from outside'),
    mapped: unlikely('A mapped drive uses old credentials'),
  },
  checks: [
    look(4, 'Read from which computer the attempts come', {
      'The mail server': ['phone', 'attack'],
      'The user’s computer': ['stored', 'mapped'],
      'A server': ['service', 'session'],
    }),
    look(
      10,
      'Change the password again',
      { 'It locks again': ['phone', 'stored', 'service', 'attack'], 'It holds': ['session'] },
      'changes',
    ),
    look(2, 'Read the times of the attempts', {
      'At even intervals': ['phone', 'service', 'mapped'],
      'At any time': ['attack'],
      'At sign-in': ['stored', 'mapped'],
    }),
    look(3, 'Read the addresses of the mail attempts', {
      'Foreign addresses': ['attack'],
      'The user’s phone': ['phone'],
      None: [],
    }),
    look(2, 'Read the stored passwords', { 'An old entry': ['stored'], None: [] }),
    look(12, 'Look for services and tasks under the account', { Found: ['service'], None: [] }),
    look(4, 'List the sessions of the account', { 'An old session': ['session'], None: [] }),
    look(
      15,
      'Take the phone off the mail for an hour',
      { 'It holds': ['phone'], 'It locks': ['stored', 'service', 'session'] },
      'changes',
    ),
  ],
}

export const teamsCalls: FaultModel = {
  symptom: 'Calls break up for users of one office',
  causes: {
    upload: likely('The upload of the line is full'),
    wifi: possible('Users call over a weak wireless network'),
    inspection: possible('The firewall inspects the media traffic'),
    headset: unlikely('The driver of the headset is faulty'),
    qos: possible('Voice has no priority on the way'),
    vpn: possible('Calls go through the VPN instead of straight out'),
  },
  checks: [
    look(5, 'Read the quality of a bad call', {
      'Loss on the way up': ['upload', 'qos'],
      'Loss on wireless': ['wifi'],
      'A long way round': ['vpn', 'inspection'],
      'The network is good': ['headset'],
    }),
    look(3, 'Read the load of the line', {
      'Upload is full': ['upload'],
      'Half empty': ['wifi', 'inspection', 'qos', 'vpn'],
    }),
    look(2, 'Ask whether cabled users are affected', {
      Yes: ['upload', 'inspection', 'qos', 'vpn'],
      No: ['wifi', 'headset'],
    }),
    look(
      8,
      'Call without the VPN',
      { Good: ['vpn'], Bad: ['upload', 'inspection', 'qos'] },
      'changes',
    ),
    look(6, 'Read the rules of the firewall for media', {
      'It inspects them': ['inspection'],
      'It lets them pass': [],
    }),
    look(10, 'Try another headset', { Good: ['headset'], Bad: ['upload', 'wifi', 'vpn'] }),
    look(4, 'Read the marks of voice packets on the router', { Missing: ['qos'], There: [] }),
    look(
      30,
      'Restart the router',
      { Good: ['qos'], Bad: ['upload', 'wifi', 'inspection', 'vpn'] },
      'disrupts',
    ),
  ],
}

export const slowSignIn: FaultModel = {
  symptom: 'Signing in takes minutes for users of one office',
  causes: {
    script: likely('A sign-in script waits for a server that is gone'),
    profile: possible('Profiles have grown large'),
    dns: possible('Clients ask an outside DNS server'),
    policy: possible('A policy waits for the network'),
    printers: likely('Printers that are gone are still mapped'),
    site: unlikely('Clients find a controller of another site'),
  },
  checks: [
    look(8, 'Read the times of the last sign-in', {
      'Waits in a script': ['script'],
      'Waits in policy': ['policy', 'printers'],
      'Waits for the profile': ['profile'],
      'Waits for a controller': ['dns', 'site'],
    }),
    look(1, 'Read the DNS servers of a client', {
      'An outside one': ['dns'],
      'The right ones': [],
    }),
    look(2, 'Read which controller signed the user in', {
      'One of another site': ['site', 'dns'],
      'The near one': ['script', 'profile', 'printers', 'policy'],
    }),
    look(2, 'Read the size of the profile', { 'Many gigabytes': ['profile'], Small: [] }),
    look(5, 'Read the mapped printers', { 'Some are gone': ['printers'], 'All exist': [] }),
    look(6, 'Read what the script connects to', {
      'A server that is gone': ['script'],
      'Only what exists': [],
    }),
    look(15, 'Sign in with a test user', {
      Fast: ['profile'],
      Slow: ['script', 'dns', 'policy', 'printers', 'site'],
    }),
    look(
      20,
      'Take the policy off one computer',
      { Fast: ['policy', 'printers'], Slow: ['script', 'dns', 'site'] },
      'changes',
    ),
  ],
}
