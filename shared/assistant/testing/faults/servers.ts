/** Faults of servers, directories and virtual desktops. */
import { type FaultModel, likely, look, possible, unlikely } from './fault-model.ts'

export const adReplication: FaultModel = {
  symptom: 'A password changed at one site is not known at the other',
  causes: {
    dns: likely('The partner’s name resolves to an old address'),
    firewall: possible('RPC ports are closed between the sites'),
    time: possible('The clocks differ by more than five minutes'),
    tombstone: unlikely('The controller was away longer than the tombstone lifetime'),
    schedule: possible('The site link replicates only at night'),
    disk: unlikely('The database disk is full'),
  },
  checks: [
    look(8, 'Read the summary of replication', {
      'Error 1722, RPC unavailable': ['firewall', 'dns'],
      'Error 8524, DNS lookup failed': ['dns'],
      'Error 5 or 1398, times differ': ['time'],
      'Error 8614, too long ago': ['tombstone'],
      'No errors': ['schedule'],
    }),
    look(2, 'Resolve the partner’s name', {
      'An old address': ['dns'],
      'The right address': ['firewall', 'time', 'schedule', 'disk'],
    }),
    look(2, 'Compare the clocks', { 'Minutes apart': ['time'], Alike: [] }),
    look(5, 'Test the RPC ports', { Closed: ['firewall'], Open: [] }),
    look(4, 'Read the schedule of the site link', { 'Only at night': ['schedule'], 'All day': [] }),
    look(1, 'Read the free space on the database disk', { None: ['disk'], Enough: [] }),
    look(
      15,
      'Force replication and watch',
      {
        'It goes through': ['schedule'],
        'It fails': ['dns', 'firewall', 'time', 'tombstone', 'disk'],
      },
      'changes',
    ),
    look(
      25,
      'Restart the controller',
      { 'It replicates': ['disk'], 'No change': ['dns', 'firewall', 'time', 'tombstone'] },
      'disrupts',
    ),
  ],
}

export const fslogix: FaultModel = {
  symptom: 'Users sign in to the desktop with a temporary profile',
  causes: {
    locked: likely('The profile disk is still open in another session'),
    full: possible('The file share is full'),
    rights: possible('The rights on the share were changed'),
    corrupt: possible('The profile disk is damaged'),
    antivirus: unlikely('The virus scanner holds the disk'),
    service: unlikely('The FSLogix service does not run'),
    network: unlikely('The share is not reachable from this host'),
  },
  checks: [
    look(6, 'Read the FSLogix log of the user', {
      'The disk is in use': ['locked', 'antivirus'],
      'Access is denied': ['rights'],
      'Path not found': ['network'],
      'Disk is damaged': ['corrupt'],
      'No space left': ['full'],
      'No entry': ['service'],
    }),
    look(1, 'How many users are affected?', {
      One: ['locked', 'corrupt'],
      'All on one host': ['service', 'network', 'antivirus'],
      All: ['full', 'rights'],
    }),
    look(3, 'Read the open files on the share', {
      'The disk is open elsewhere': ['locked'],
      'It is not open': ['corrupt', 'rights'],
    }),
    look(1, 'Read the free space of the share', { None: ['full'], Enough: [] }),
    look(2, 'Is the FSLogix service running?', { Stopped: ['service'], Running: [] }),
    look(5, 'Read the rights on the user’s folder', {
      'The user is missing': ['rights'],
      Right: [],
    }),
    look(
      12,
      'Mount the disk on an admin host',
      { 'It does not mount': ['corrupt'], 'It mounts': ['locked', 'antivirus'] },
      'changes',
    ),
    look(
      20,
      'Restart the session host',
      {
        'Profiles load': ['service', 'antivirus'],
        'No change': ['locked', 'full', 'rights', 'corrupt'],
      },
      'disrupts',
    ),
    look(
      10,
      'Turn the scanner off for the share',
      { 'Profiles load': ['antivirus'], 'No change': [] },
      'changes',
    ),
  ],
}

export const vdaRegistration: FaultModel = {
  symptom: 'A virtual desktop does not start since its machine is not registered',
  causes: {
    service: likely('The desktop agent on the machine does not run'),
    list: possible('The list of controllers on the machine is old'),
    time: possible('The clock of the machine is wrong'),
    dns: possible('The controller’s name does not resolve'),
    version: unlikely('The agent is too old for the controllers'),
    controller: possible('A service on the controllers is stopped'),
    trust: unlikely('The machine has lost its domain trust'),
  },
  checks: [
    look(3, 'What does the broker see?', {
      'One machine is missing': ['service', 'list', 'time', 'trust'],
      'All of a catalogue': ['version', 'dns'],
      'All machines': ['controller'],
    }),
    look(
      20,
      'Restart the machine',
      { 'It registers': ['service'], 'No change': ['list', 'time', 'dns', 'version', 'trust'] },
      'disrupts',
    ),
    look(3, 'Is the agent running?', {
      Stopped: ['service'],
      Running: ['list', 'time', 'dns', 'version', 'trust', 'controller'],
    }),
    look(6, 'Read the agent’s last event', {
      'Cannot find a controller': ['list', 'dns'],
      'Times differ': ['time'],
      'Not accepted': ['version', 'trust'],
      'No event': ['service'],
    }),
    look(2, 'Compare the clocks', { 'Minutes apart': ['time'], Alike: [] }),
    look(2, 'Resolve the controller’s name', { 'No answer': ['dns'], 'The right address': [] }),
    look(4, 'Read the list of controllers', { 'An old name': ['list'], 'The right names': [] }),
    look(3, 'Test the domain trust', { Broken: ['trust'], Whole: [] }),
    look(5, 'Are the controllers alive?', { 'A service is stopped': ['controller'], 'All up': [] }),
  ],
}

export const backup: FaultModel = {
  symptom: 'The nightly backup of a server fails',
  causes: {
    space: likely('The repository is full'),
    vss: likely('A writer of the snapshot service has failed'),
    password: possible('The password of the backup account has changed'),
    network: possible('The server cannot reach the repository'),
    agent: unlikely('The agent is too old'),
    database: unlikely('A database on the server is damaged'),
  },
  checks: [
    look(5, 'Read the error of the last run', {
      'No space': ['space'],
      'Snapshot failed': ['vss', 'database'],
      'Access denied': ['password'],
      'Not reachable': ['network'],
      'Unknown version': ['agent'],
    }),
    look(
      60,
      'Run the backup again',
      {
        'It fails the same': ['space', 'password', 'agent', 'network', 'database'],
        'It goes through': ['vss'],
      },
      'changes',
    ),
    look(1, 'Read the free space of the repository', { None: ['space'], Enough: [] }),
    look(2, 'List the snapshot writers', { 'One has failed': ['vss'], 'All stable': [] }),
    look(3, 'Sign in with the backup account', { Refused: ['password'], Works: [] }),
    look(2, 'Test the port of the repository', { Closed: ['network'], Open: [] }),
    look(40, 'Check the database for damage', { Damaged: ['database'], Whole: [] }),
    look(
      25,
      'Restart the server',
      { 'The next run works': ['vss'], 'No change': ['space', 'password'] },
      'disrupts',
    ),
  ],
}

export const slowServer: FaultModel = {
  symptom: 'The line-of-business application is slow for everyone',
  causes: {
    disk: likely('The data disk is at its limit'),
    memory: possible('The server is out of memory'),
    query: likely('A long query blocks the others'),
    backup: possible('A backup runs during work'),
    network: unlikely('The server’s link runs at 100 megabit'),
    scanner: unlikely('The virus scanner reads the database files'),
    host: possible('The host of the machine is overbooked'),
  },
  checks: [
    look(
      30,
      'Restart the application server',
      {
        'Fast for hours': ['memory', 'query'],
        'Slow at once': ['disk', 'host', 'network', 'scanner'],
      },
      'disrupts',
    ),
    look(4, 'Read the answer time of the disks', {
      'Above 50 ms': ['disk', 'backup', 'scanner'],
      Normal: ['query', 'memory', 'network', 'host'],
    }),
    look(1, 'Read the free memory', { None: ['memory'], Enough: [] }),
    look(5, 'List the blocked queries', { 'One blocks many': ['query'], None: [] }),
    look(2, 'Read which jobs run now', { 'A backup': ['backup'], None: [] }),
    look(2, 'Read the speed of the link', { '100 megabit': ['network'], 'A gigabit or more': [] }),
    look(6, 'Read how long the machine waits for its host', {
      'Above 10 percent': ['host'],
      Little: [],
    }),
    look(8, 'Read what reads the database files', {
      'The scanner': ['scanner'],
      'Only the database': ['query', 'disk'],
    }),
  ],
}
