/** A Citrix desktop does not register: broker, service, way, list, time, version, image. */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  changes,
  check,
  clientValue,
  deadEnd,
  decided,
  did,
  disrupts,
  end,
  link,
  observed,
  question,
  reads,
  reported,
  sessionValue,
  subFlow,
  tested,
  way,
} from './author-flow.ts'

const onVda = { where: 'on {vda}, elevated' }
const onController = { where: 'on {controller}, Citrix PowerShell' }
const ctx = (number: string) => `https://support.citrix.com/article/CTX${number}`

export const citrixVdaUnregistered = authorFlow(
  {
    slug: 'citrix-vda-unregistered',
    name: 'Citrix VDA not registering',
    kind: 'troubleshooting',
    summary: 'A Citrix desktop or application does not start because its machine is unregistered.',
    category: 'Virtual desktops',
    words: [
      'Citrix',
      'VDA',
      'unregistered',
      'not registered',
      'VDA unregistered',
      'registration state',
      'desktop is currently not available',
      'desktop not available',
      'cannot start desktop',
      'desktop does not start',
      'cannot launch',
      'no available resource',
      'delivery controller',
      'cloud connector',
      'BrokerAgent',
      'Workspace app',
      'StoreFront',
      'published desktop',
      'published app',
      'XenDesktop',
      'XenApp',
      'event 1022',
      'ListOfDDCs',
      'nicht registriert',
      'Desktop nicht verfügbar',
      'Desktop startet nicht',
      'virtueller Desktop',
      'Sitzung startet nicht',
    ],
    variables: [
      sessionValue('vda', 'Machine that does not register', 'XD-W11-014'),
      clientValue('controller', 'Controller or Cloud Connector', 'CTX-DDC01'),
      clientValue('short_domain', 'Domain, short name', 'CORP'),
      sessionValue('list_found', 'List of controllers as found', 'ctx-ddc01.corp.example'),
      APPROVED_BY,
    ],
  },
  [
    question('how-many', 'One machine, several, or all?', {
      group: 'Scope',
      ways: [
        way('One machine', 'state', reported('Only {vda} is reported not to register.')),
        way(
          'Several of one catalogue',
          'version',
          reported(
            'Several machines of one catalogue are reported not to register, {vda} among them.',
          ),
        ),
        way(
          'All machines',
          'controllers',
          reported('All machines are reported not to register, {vda} among them.'),
        ),
      ],
    }),

    check('controllers', 'Are the controllers alive?', {
      body: 'Citrix Cloud: look at the services of the Cloud Connector instead.',
      group: 'Controllers',
      commands: [
        reads('Get-BrokerController | Format-Table DNSName, State, DesktopsRegistered', {
          ...onController,
          expect: 'Active',
        }),
        reads('Get-Service -Name Citrix*', {
          where: 'on {controller}, elevated',
          expect: 'All automatic ones Running',
        }),
      ],
      ways: [
        way('All up', 'state', tested('The controllers are active and their services run.')),
        way(
          'A service is down',
          'restart-asked',
          observed('A Citrix service on {controller} is stopped.'),
          {
            cause: 'A Citrix service on {controller} was stopped.',
          },
        ),
        way('A controller is down', 'escalate', observed('{controller} does not answer.')),
      ],
    }),
    ...authorisation('restart-asked', 'restarting the Citrix services on {controller}', {
      to: 'restart-controller',
      otherwise: 'escalate',
      body: 'Running sessions stay; new ones cannot start for a moment.',
    }),
    action('restart-controller', 'Start the Citrix services', {
      safety: 'disrupts',
      group: 'Controllers',
      commands: [
        disrupts('Restart-Service -Name CitrixBrokerService', {
          where: 'on {controller}, elevated',
        }),
      ],
      before: 'Note which services are stopped, and the last events of the Application log.',
      undo: 'If it does not start, the Application log says why; take the controller out of the list meanwhile.',
      ways: [
        way('They run', 'verify', did('Restarted the Citrix services on {controller}; they run.')),
        way(
          'They stop again',
          'escalate',
          deadEnd('Restarted the Citrix services on {controller}; they stopped again.'),
        ),
      ],
    }),

    check('state', 'What does the broker see?', {
      group: 'Machine',
      commands: [
        reads(
          'Get-BrokerMachine -MachineName "{short_domain}\\{vda}" -Property MachineName, RegistrationState, LastDeregistrationReason, InMaintenanceMode, PowerState, AgentVersion',
          { ...onController, expect: 'RegistrationState and the reason' },
        ),
      ],
      ways: [
        way(
          'Unregistered, powered on',
          'service',
          observed('The broker shows {vda} as Unregistered and powered on.'),
        ),
        way(
          'Maintenance mode',
          'maintenance',
          observed('The broker shows {vda} in maintenance mode.'),
          {
            cause: '{vda} was in maintenance mode.',
          },
        ),
        way('Powered off', 'power-on', observed('The broker shows {vda} as powered off.'), {
          cause: '{vda} was powered off.',
        }),
        way('Registered after all', 'verify', observed('The broker shows {vda} as Registered.')),
        way('Not listed', 'image', observed('The broker does not list {vda}.')),
      ],
      links: [
        link('read', 'Troubleshooting VDA registration', ctx('126992')),
        link('read', 'VDA and controller troubleshooting', ctx('124581')),
      ],
    }),
    action('maintenance', 'Switch maintenance mode off', {
      body: 'Who switched it on, and why?',
      group: 'Machine',
      commands: [
        changes(
          'Set-BrokerMachineMaintenanceMode -InputObject "{short_domain}\\{vda}" -MaintenanceMode $false',
          onController,
        ),
      ],
      before: 'Note that it was on, and ask who set it.',
      undo: '`Set-BrokerMachineMaintenanceMode -InputObject "{short_domain}\\{vda}" -MaintenanceMode $true`',
      ways: [
        way('Switched off', 'verify', did('Switched maintenance mode of {vda} off.')),
        way(
          'It is wanted',
          'escalate',
          decided('Maintenance mode of {vda} is wanted and was left on.'),
        ),
      ],
    }),
    action('power-on', 'Power the machine on', {
      group: 'Machine',
      commands: [
        changes(
          'New-BrokerHostingPowerAction -MachineName "{short_domain}\\{vda}" -Action TurnOn',
          onController,
        ),
      ],
      before: 'Note the power state, and whether a schedule switched it off.',
      undo: '`New-BrokerHostingPowerAction -MachineName "{short_domain}\\{vda}" -Action Shutdown`',
      ways: [
        way('It is on', 'verify', did('Powered {vda} on.')),
        way('It does not start', 'escalate', deadEnd('Powered {vda} on; it did not start.')),
      ],
    }),

    check('service', 'The service on the machine', {
      body: 'Application log, source Citrix Desktop Service, last 30 minutes.',
      group: 'Machine',
      commands: [
        reads('Get-Service -Name BrokerAgent', { ...onVda, expect: 'Running' }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Application'; ProviderName='Citrix Desktop Service'; StartTime=(Get-Date).AddMinutes(-30)}",
          onVda,
        ),
      ],
      ways: [
        way(
          'Cannot connect (1002, 1017, 1022)',
          'reach',
          observed('{vda} logs that it reaches no controller (event 1002, 1017 or 1022).'),
        ),
        way(
          'Service is stopped',
          'start-service',
          observed('The service BrokerAgent on {vda} is stopped.'),
          {
            cause: 'The service BrokerAgent on {vda} was stopped.',
            shownBy: ['service_stopped'],
          },
        ),
        way(
          'List obtained (1010)',
          'reach',
          observed('{vda} logs event 1010: it has obtained a list of controllers.'),
        ),
        way('No list found', 'list', observed('{vda} logs that it finds no list of controllers.')),
        way('Registered (1012)', 'verify', observed('{vda} logs event 1012: registered.')),
      ],
    }),
    action('start-service', 'Restart the service', {
      body: 'Running sessions stay.',
      group: 'Machine',
      commands: [changes('Restart-Service -Name BrokerAgent', onVda)],
      before:
        'Note state and start type: `Get-Service -Name BrokerAgent | Select-Object Status, StartType`.',
      undo: 'Set the noted start type again; stop the service if it was stopped on purpose.',
      ways: [
        way('It runs', 'verify', did('Restarted the service BrokerAgent on {vda}.')),
        way(
          'It stops again',
          'security',
          deadEnd('Restarted the service BrokerAgent on {vda}; it stopped again.'),
        ),
      ],
    }),

    check('reach', 'Name and port of the controller', {
      body: 'Port 80 unless another is configured; both ways.',
      group: 'Way',
      commands: [
        reads('Resolve-DnsName -Name "{controller}"', {
          ...onVda,
          expect: 'The controller’s own address',
        }),
        reads('Test-NetConnection -ComputerName "{controller}" -Port 80', {
          ...onVda,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('Test-NetConnection -ComputerName "{vda}" -Port 80', { where: 'on {controller}' }),
      ],
      ways: [
        way(
          'Both fine',
          'list',
          tested('{controller} resolves on {vda} and answers on port 80, and the other way round.'),
        ),
        way(
          'Name is wrong',
          'dns',
          tested('{controller} does not resolve to its right address on {vda}.'),
          { shownBy: ['name_unknown'] },
        ),
        way(
          'Port is closed',
          'network',
          tested('Port 80 is closed between {vda} and {controller}.'),
          { shownBy: ['path_closed'] },
        ),
      ],
    }),
    subFlow('dns', 'Name resolution', 'dns-resolution', {
      group: 'Way',
      gives: { name: '{controller}' },
      ways: [
        way('Name resolves again', 'verify', undefined, { id: 'fixed' }),
        way('Names are fine', 'list', undefined, { id: 'fine' }),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      body: 'Walk it on {vda}.',
      group: 'Way',
      gives: { target: '{controller}', port: '80' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'list', undefined, { id: 'fine' }),
        way('Broken, place known', 'security', undefined, { id: 'open' }),
      ],
    }),

    check('list', 'List of controllers', {
      body: 'Real names only: a load-balanced name does not fit the service principal name.',
      group: 'Machine',
      commands: [
        reads("Get-ItemProperty 'HKLM:\\SOFTWARE\\Citrix\\VirtualDesktopAgent' -Name ListOfDDCs", {
          ...onVda,
          expect: 'Full names of today’s controllers',
        }),
        reads("Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Citrix\\VirtualDesktopAgent'", {
          ...onVda,
          expect: 'Same names, or no such key',
        }),
      ],
      ways: [
        way(
          'List is right',
          'time',
          observed('The list of controllers on {vda} names today’s controllers.'),
        ),
        way(
          'Empty, old or misspelt',
          'set-list',
          observed('The list of controllers on {vda} is empty, outdated or misspelt.'),
          {
            cause: 'The list of controllers on {vda} was wrong.',
          },
        ),
        way(
          'A load-balanced name',
          'set-list',
          observed('The list of controllers on {vda} holds a load-balanced name.'),
          {
            cause: 'The list of controllers on {vda} held a load-balanced name.',
          },
        ),
      ],
      links: [
        link(
          'exists',
          'VDA registration',
          'https://docs.citrix.com/en-us/citrix-virtual-apps-desktops/manage-deployment/vda-registration',
        ),
        link('read', 'VDA registration in Citrix Cloud', ctx('460273')),
      ],
    }),
    action('set-list', 'Correct the list by policy', {
      body: 'In the policy, not on the machine: a new image would bring the old list back. Found: {list_found}.',
      group: 'Machine',
      commands: [
        changes('gpupdate /target:computer /force', { ...onVda, shell: 'cmd' }),
        changes('Restart-Service -Name BrokerAgent', onVda),
      ],
      before: 'Note the list as found, and which policy sets it: `gpresult /r /scope computer`.',
      undo: 'Enter the noted list in the policy again, `gpupdate /force`, restart the service.',
      ways: [
        way(
          'Corrected',
          'verify',
          did(
            'Corrected the list of controllers by policy (was: {list_found}) and restarted BrokerAgent on {vda}.',
          ),
        ),
        way(
          'Not mine to change',
          'escalate',
          decided(
            'The policy with the list of controllers was left to its owner (found: {list_found}).',
          ),
        ),
      ],
    }),

    check('time', 'Time and trust', {
      group: 'Identity',
      commands: [
        reads('w32tm /query /status', {
          ...onVda,
          shell: 'cmd',
          expect: 'Less than 5 minutes off',
        }),
        reads('Test-ComputerSecureChannel -Verbose', { ...onVda, expect: 'True' }),
        reads('klist -li 0x3e7', {
          ...onVda,
          shell: 'cmd',
          expect: 'Tickets of the machine account',
        }),
      ],
      ways: [
        way(
          'Both fine',
          'version',
          tested('The clock of {vda} is right and its secure channel is in order.'),
        ),
        way('Clock is off', 'resync', observed('The clock of {vda} is more than 5 minutes off.'), {
          cause: 'The clock of {vda} was more than 5 minutes off.',
        }),
        way(
          'Secure channel is broken',
          'trust',
          tested('Test-ComputerSecureChannel on {vda}: False.'),
        ),
      ],
    }),
    action('resync', 'Set the clock right', {
      group: 'Identity',
      commands: [changes('w32tm /resync /rediscover', { ...onVda, shell: 'cmd' })],
      before:
        'Note source and offset: `w32tm /query /status`. Two time sources (host and domain) fight?',
      undo: 'Nothing to undo; the clock follows the domain.',
      ways: [
        way('Clock is right', 'verify', did('Synchronised the clock of {vda} with the domain.')),
        way(
          'Stays off',
          'escalate',
          deadEnd('Synchronised the clock of {vda} with the domain; it stayed off.'),
        ),
      ],
    }),
    subFlow('trust', 'Trust with the domain', 'domain-trust-broken', {
      group: 'Identity',
      gives: { pc: '{vda}' },
      ways: [
        way('Trust is restored', 'verify', undefined, { id: 'fixed' }),
        way('Trust is in order', 'version', undefined, { id: 'fine' }),
      ],
    }),

    check('version', 'Version and catalogue', {
      group: 'Catalogue',
      commands: [
        reads(
          'Get-BrokerMachine -MachineName "{short_domain}\\{vda}" -Property AgentVersion, CatalogName',
          onController,
        ),
        reads('Get-BrokerCatalog | Format-Table Name, MinimumFunctionalLevel', {
          ...onController,
          expect: 'Level not above the version',
        }),
      ],
      ways: [
        way(
          'Version fits',
          'image',
          observed('The version of the agent on {vda} fits the functional level of its catalogue.'),
        ),
        way(
          'Version below the level',
          'level-asked',
          observed('The agent on {vda} is older than the functional level of its catalogue.'),
          {
            cause: 'The agent on {vda} was older than the functional level of its catalogue.',
          },
        ),
      ],
    }),
    ...authorisation(
      'level-asked',
      'upgrading the agent on {vda}, or lowering the level of its catalogue',
      {
        to: 'level',
        otherwise: 'escalate',
        body: 'The level holds for the whole catalogue.',
      },
    ),
    action('level', 'Bring version and level together', {
      body: 'Upgrade the agent in the image if it can be; lower the level only for the time being.',
      safety: 'disrupts',
      group: 'Catalogue',
      before: 'Note version, catalogue and MinimumFunctionalLevel. Keep the present image.',
      undo: 'Set the noted level again, or go back to the kept image.',
      ways: [
        way(
          'Agent upgraded',
          'verify',
          did('Upgraded the agent on {vda} to fit the level of its catalogue.'),
        ),
        way(
          'Level lowered',
          'verify',
          did('Lowered the functional level of the catalogue of {vda}.'),
        ),
        way(
          'Neither is possible',
          'escalate',
          tested('Neither upgrading the agent nor lowering the level came through.'),
        ),
      ],
    }),

    question('image', 'Image, snapshot, name changed?', {
      group: 'Catalogue',
      ways: [
        way('No', 'security', reported('Image and name of {vda} are reported to be unchanged.')),
        way('New image', 'recreate', reported('{vda} is reported to have got a new image.')),
        way(
          'Snapshot restored or cloned',
          'recreate',
          reported('{vda} is reported to have been restored from a snapshot or cloned.'),
        ),
        way('Renamed', 'recreate', reported('{vda} is reported to have been renamed.')),
      ],
    }),

    check('security', 'Firewall or security software', {
      group: 'Machine',
      commands: [
        reads('Get-NetFirewallProfile | Format-Table Name, Enabled, DefaultInboundAction', onVda),
        reads(
          'Get-NetFirewallRule -DisplayName "Citrix*" | Format-Table DisplayName, Enabled, Direction, Action',
          { ...onVda, expect: 'Enabled, Allow' },
        ),
      ],
      ways: [
        way(
          'Nothing changed',
          'health',
          observed('Firewall and security software on {vda} are unchanged and allow Citrix.'),
        ),
        way(
          'Firewall rule is missing',
          'open-firewall',
          observed('The firewall of {vda} does not let Citrix in.'),
          {
            cause: 'The firewall of {vda} did not let the controllers in.',
          },
        ),
        way(
          'Security software blocks',
          'escalate',
          observed('The security software on {vda} blocks the Citrix service.'),
        ),
        way(
          'Network firewall in between',
          'escalate',
          tested('A firewall between {vda} and {controller} blocks the way.'),
        ),
      ],
    }),
    action('open-firewall', 'Switch the Citrix rules on', {
      group: 'Machine',
      commands: [changes('Enable-NetFirewallRule -DisplayName "Citrix*"', onVda)],
      before: 'Note the rules and their state, and which policy sets them.',
      undo: '`Disable-NetFirewallRule -DisplayName "Citrix*"`, for those that were off.',
      ways: [
        way('Rules are on', 'verify', did('Switched the firewall rules for Citrix on {vda} on.')),
        way(
          'A policy switches them off',
          'escalate',
          observed('A policy switches the firewall rules for Citrix on {vda} off again.'),
        ),
      ],
    }),
    check('health', 'Citrix health check', {
      body: 'Run the health assistant of Citrix on {vda}; on old sites XDPing.',
      group: 'Machine',
      ways: [
        way(
          'Nothing found',
          'escalate',
          tested('The Citrix health check on {vda} finds no fault.'),
        ),
        way(
          'Network or name',
          'reach',
          tested('The Citrix health check on {vda} finds a fault of name or port.'),
        ),
        way(
          'List or service',
          'list',
          tested('The Citrix health check on {vda} finds a fault of list or service.'),
        ),
        way(
          'Something else',
          'escalate',
          tested('The Citrix health check on {vda} finds a fault that this flow does not cover.'),
        ),
      ],
      links: [link('exists', 'XDPing (old sites)', ctx('123278'))],
    }),

    check('verify', 'Registered, and does it launch?', {
      body: 'Registration takes up to two minutes. Then a test launch.',
      group: 'Verification',
      commands: [
        reads(
          'Get-BrokerMachine -MachineName "{short_domain}\\{vda}" -Property MachineName, RegistrationState, LastDeregistrationReason',
          { ...onController, expect: 'Registered' },
        ),
      ],
      ways: [
        way(
          'Registered, launch works',
          'resolved',
          tested('The broker shows {vda} as Registered, and a test launch worked.'),
        ),
        way(
          'Registered, launch fails',
          'escalate',
          tested('The broker shows {vda} as Registered, but the test launch fails.'),
        ),
        way(
          'Still unregistered',
          'service',
          tested('The broker still shows {vda} as Unregistered.'),
        ),
        way(
          'Unregistered, all walked',
          'escalate',
          tested('The broker shows {vda} as Unregistered after every step of this flow.'),
        ),
      ],
    }),

    end('resolved', 'Desktop starts', 'resolved', {
      verification: '{vda} is registered and the user started the desktop',
      tell: 'Your virtual desktop starts again.',
    }),
    end('recreate', 'Machine has to be recreated', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The computer account of {vda} no longer fits its machine after the change of image or name.',
      },
      evidence: [
        'What was changed, when, by whom',
        'Catalogue and how its machines are made',
        'Data kept on {vda} only',
        'Broker output',
      ],
      tell: 'Your virtual desktop has to be built anew. Another one is ready for you meanwhile.',
      followUp: 'Recreate {vda} in its catalogue',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Broker output of {vda}',
        'Last 20 events of Citrix Desktop Service',
        'List of controllers',
        'Port and time results',
        'What changed, and when',
      ],
      tell: 'We know more about the fault and have passed it on to a colleague.',
      followUp: 'Take over with broker output and events',
    }),
  ],
)
