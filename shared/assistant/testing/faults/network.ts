/** Faults of networks and of the ways between sites. */
import { type FaultModel, likely, look, possible, unlikely } from './fault-model.ts'

export const vpnRekey: FaultModel = {
  symptom: 'The site-to-site tunnel drops every few hours and comes back by itself',
  causes: {
    lifetime: likely('The lifetimes of phase 2 differ between the two ends'),
    pfs: possible('Perfect forward secrecy is on at one end only'),
    dpd: possible('Dead peer detection tears the tunnel down on short losses'),
    isp: possible('The line of the provider drops for seconds'),
    overlap: unlikely('A second tunnel overlaps with the same networks'),
    load: unlikely('The firewall runs out of processor time'),
  },
  checks: [
    look(10, 'Read the firewall log around the last drop', {
      'No proposal chosen': ['pfs', 'lifetime'],
      'Peer is dead': ['dpd', 'isp'],
      'Nothing but a new negotiation': ['overlap', 'load'],
    }),
    look(4, 'Compare the times of the drops with the lifetime', {
      'Drops come at the lifetime': ['lifetime', 'pfs'],
      'Drops come at any time': ['isp', 'dpd', 'load'],
    }),
    look(6, 'Compare the phase 2 proposals of both ends', {
      'The lifetime differs': ['lifetime'],
      'Forward secrecy differs': ['pfs'],
      'They are alike': ['isp', 'dpd', 'overlap', 'load'],
    }),
    look(30, 'Ping the public address of the other end for half an hour', {
      'Losses at the time of a drop': ['isp'],
      'No losses': ['lifetime', 'pfs', 'overlap', 'dpd'],
    }),
    look(2, 'Read the processor load of the firewall', {
      'Above 90 percent': ['load'],
      Normal: [],
    }),
    look(5, 'List the tunnels with their networks', {
      'Two name the same network': ['overlap'],
      'Each network once': [],
    }),
    look(
      15,
      'Turn dead peer detection off for an hour',
      { 'It holds': ['dpd'], 'It drops': ['isp', 'lifetime', 'pfs'] },
      'changes',
    ),
    look(
      20,
      'Restart the firewall',
      { 'It holds for a day': ['load'], 'It drops again': ['lifetime', 'pfs', 'isp'] },
      'disrupts',
    ),
  ],
}

export const dns: FaultModel = {
  symptom: 'Names do not resolve at one site',
  causes: {
    server: likely('The DNS service on the site’s server is stopped'),
    client: possible('Clients ask a server that does not exist any more'),
    forwarder: possible('The forwarder does not answer'),
    zone: possible('The zone is not replicated to this server'),
    firewall: unlikely('Port 53 is closed between the networks'),
    cache: unlikely('A stale record is cached'),
  },
  checks: [
    look(
      15,
      'Restart the client and try again',
      { 'It works': ['cache'], 'It does not': ['server', 'client', 'firewall'] },
      'disrupts',
    ),
    look(2, 'Resolve an inside name against the site’s server', {
      'No answer': ['server', 'firewall'],
      'Name does not exist': ['zone'],
      'The right address': ['client', 'forwarder'],
      'A wrong address': ['cache'],
    }),
    look(2, 'Resolve an outside name against the site’s server', {
      'An answer': ['client', 'zone', 'cache'],
      'Server failed': ['forwarder'],
      'No answer': ['server', 'firewall'],
    }),
    look(1, 'Read the DNS servers that a client uses', {
      'An old address': ['client'],
      'The right ones': [],
    }),
    look(3, 'Is the DNS service running?', {
      Stopped: ['server'],
      Running: ['firewall', 'forwarder', 'zone'],
    }),
    look(4, 'Test port 53 from the client', { Closed: ['firewall', 'server'], Open: [] }),
    look(12, 'Check replication of the zone', { 'It is behind': ['zone'], 'It is current': [] }),
    look(1, 'Clear the cache of the client', { 'It works': ['cache'], 'No change': [] }, 'changes'),
  ],
}

export const dhcp: FaultModel = {
  symptom: 'New devices get no address at one site',
  causes: {
    full: likely('The scope has no free addresses'),
    stopped: possible('The DHCP service is stopped'),
    relay: possible('The relay on the switch points to an old server'),
    rogue: possible('A second DHCP server answers'),
    vlan: possible('The port is in the wrong VLAN'),
    authorised: unlikely('The server is not authorised in the directory'),
  },
  checks: [
    look(8, 'Renew the address on a device and read what it gets', {
      'An address of another network': ['rogue', 'vlan'],
      'No answer at all': ['stopped', 'relay', 'authorised', 'full'],
    }),
    look(3, 'Read how full the scope is', { 'No free address': ['full'], 'Enough free': [] }),
    look(2, 'Is the DHCP service running?', {
      Stopped: ['stopped'],
      'Running, not authorised': ['authorised'],
      Running: [],
    }),
    look(10, 'Read the relay address on the switch', {
      'An old server': ['relay'],
      'The right one': [],
    }),
    look(5, 'Read the VLAN of the port', { 'The wrong one': ['vlan'], 'The right one': [] }),
    look(15, 'Capture the answers on a client', {
      'Two servers answer': ['rogue'],
      'One answers': ['full'],
      'None answers': ['stopped', 'relay', 'vlan', 'authorised'],
    }),
    look(2, 'Does another port of the same switch work?', {
      Yes: ['vlan'],
      No: ['full', 'stopped', 'relay', 'authorised'],
    }),
    look(
      20,
      'Restart the DHCP server',
      { 'It works': ['stopped'], 'No change': ['full', 'relay', 'vlan'] },
      'disrupts',
    ),
  ],
}

export const wifi: FaultModel = {
  symptom: 'Notebooks lose the wireless network in one wing',
  causes: {
    coverage: likely('The wing has too little coverage'),
    channel: possible('Neighbouring access points use the same channel'),
    radius: possible('The RADIUS server answers late'),
    power: possible('The access point restarts for lack of power'),
    driver: possible('The driver of one notebook model is faulty'),
    roaming: unlikely('Clients stick to a far access point'),
  },
  checks: [
    look(45, 'Walk the wing with a meter', {
      'Weak everywhere': ['coverage'],
      'Strong but busy': ['channel'],
      Strong: ['radius', 'driver', 'power'],
    }),
    look(2, 'Read since when the access point is up', {
      'Minutes or hours': ['power'],
      Weeks: ['coverage', 'channel', 'radius', 'driver', 'roaming'],
    }),
    look(3, 'Read which models are affected', {
      'One model': ['driver'],
      'All of them': ['coverage', 'channel', 'radius', 'power'],
    }),
    look(4, 'Read the signal of a lost client in the controller', {
      'Below -75 dBm': ['coverage', 'roaming'],
      Good: ['channel', 'radius', 'driver'],
    }),
    look(6, 'Read the answer times of the RADIUS server', {
      Seconds: ['radius'],
      Milliseconds: [],
    }),
    look(3, 'Read the channels of the neighbours', {
      'The same channel': ['channel'],
      'Kept apart': [],
    }),
    look(5, 'Read the power budget of the switch', {
      'Over the budget': ['power'],
      'Enough left': [],
    }),
    look(
      25,
      'Update the driver on one notebook',
      { 'It holds': ['driver'], 'It drops': ['coverage', 'channel'] },
      'changes',
    ),
  ],
}
