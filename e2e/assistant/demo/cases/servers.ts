/** Directories, virtual desktops, backups: what runs on servers. */
import type { DemoCase } from '../demo-case.ts'

export const serverCases: readonly DemoCase[] = [
  {
    name: 'Citrix desktop not available',
    fits: /citrix|\bVDA\b|desktop is currently not available/i,
    opening:
      'Half the users work and half do not: so one machine of the group is missing, and those who land on it are turned away.',
    facts: [
      [
        'Users see “desktop is currently not available”',
        /your desktop is currently not available/i,
      ],
      ['It began at shift change, $1', /started at shift change, (\d\d:\d\d)/i],
      ['The other half of the users work', /the other half work fine/i],
      ['$1 is unregistered since $2', /(\S+) shows as unregistered since (\d\d:\d\d)/i],
      ['Updates were installed in the night', /updates were installed in the night/i],
    ],
    causes: [
      {
        key: 'vda-service',
        cause: 'The desktop service on the machine did not start after the updates',
        likelihood: 'likely',
        shownBy: /updates were installed/i,
        fix: {
          title: 'Start the Citrix Desktop Service on the unregistered machine',
          steps: [
            'Put the machine into maintenance mode, so that nobody lands on it meanwhile.',
            '`Start-Service BrokerAgent`; set its start to automatic, delayed.',
            'Wait until it shows as registered, then end maintenance mode.',
          ],
          wouldConfirm: 'The machine shows as registered and a user starts a desktop on it',
          risk: 'reversible',
        },
      },
      {
        key: 'time-trust',
        cause: 'The time or the trust of the machine with the domain is off',
        likelihood: 'possible',
        fix: {
          title: 'Repair the trust of the machine and set its time',
          steps: [
            '`w32tm /resync`',
            '`Test-ComputerSecureChannel -Repair`',
            'Restart the desktop service.',
          ],
          wouldConfirm: 'The machine shows as registered',
          risk: 'reversible',
        },
      },
      {
        key: 'controller-port',
        cause: 'The machine does not reach the delivery controller on port 80',
        likelihood: 'possible',
        fix: {
          title: 'Open the way from the machine to the controller',
          steps: [
            'Allow the port in the firewall of the machine, which an update may have reset.',
            'Restart the desktop service.',
          ],
          wouldConfirm: 'The machine shows as registered',
          risk: 'reversible',
        },
      },
      {
        key: 'pending-restart',
        cause: 'The machine waits for a restart after the updates',
        likelihood: 'possible',
        shownBy: /updates were installed/i,
        fix: {
          title: 'Restart the unregistered machine',
          steps: [
            'Check that nobody is signed in to it.',
            'Restart it and wait until it shows as registered.',
          ],
          wouldConfirm: 'The machine shows as registered after its restart',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'Read the state of the desktop service on the machine',
        how: '`Get-Service BrokerAgent -ComputerName <machine>`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['The service is stopped', 'vda-service', 'pending-restart'],
          ['The service runs', 'time-trust', 'controller-port'],
        ],
      },
      {
        title: 'Read the last event 1022 or 1017 of the desktop service',
        how: 'On the machine, Application log, source Citrix Desktop Service.',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['It cannot contact the controller', 'controller-port'],
          ['Authentication failed', 'time-trust'],
          ['Nothing since the restart', 'vda-service'],
        ],
      },
      {
        title: 'Look whether a restart is pending',
        how: '`Test-Path "HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending"`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['A restart is pending', 'pending-restart'],
          ['No restart is pending', 'vda-service', 'time-trust', 'controller-port'],
        ],
      },
    ],
    question: {
      text: 'Do the affected users get a desktop when they try a second time?',
      why: 'Then the other machines have room, and only the one has to be taken out.',
      choices: ['Yes', 'No', 'Not tried'],
    },
  },
  {
    name: 'temporary profile on a virtual desktop',
    fits: /fslogix|temporary profile/i,
    opening:
      'The profile lies in a container that can be open once. A session that broke off may still hold it.',
    facts: [
      [
        'Windows signed the user in with a temporary profile',
        /said something about a temporary profile/i,
      ],
      ['The session before ended badly', /logged off badly last night[^.]*/i],
      [
        'The FSLogix log says that the file is used by another process',
        /process cannot access the file[^.]*/i,
      ],
    ],
    causes: [
      {
        key: 'container-locked',
        cause: 'The container is still open from the session that broke off',
        likelihood: 'very_likely',
        shownBy: /used by another process|logged off badly/i,
        fix: {
          title: 'End the old session, so that the container is let go',
          steps: [
            'Let the user sign out.',
            'Find the disconnected session on the other host and log it off.',
            'If the file stays open, close it on the file server: `Get-SmbOpenFile | Where Path -like "*<user>*"`.',
            'Let the user sign in anew.',
          ],
          wouldConfirm: 'The user signs in and finds the usual desktop',
          risk: 'disruptive',
        },
      },
      {
        key: 'container-full',
        cause: 'The container or the share it lies on is full',
        likelihood: 'unlikely',
        fix: {
          title: 'Make room for the container',
          steps: ['Extend the volume or the container.', 'Let the user sign in anew.'],
          wouldConfirm: 'The user signs in and finds the usual desktop',
          risk: 'reversible',
        },
      },
      {
        key: 'container-damaged',
        cause: 'The container was damaged when the session broke off',
        likelihood: 'possible',
        fix: {
          title: 'Repair the container, or bring back last night’s copy',
          steps: [
            'Copy the container aside.',
            'Mount it read-write and run a check of the volume.',
            'If it cannot be repaired, bring back the copy of the backup.',
          ],
          wouldConfirm: 'The user signs in and finds the usual desktop',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'Look for an old session of the user',
        how: '`quser /server:<each host>` or the sessions of the host pool',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['A disconnected session is there', 'container-locked'],
          ['No other session', 'container-damaged', 'container-full'],
        ],
      },
      {
        title: 'Read the FSLogix log of the sign-in',
        how: '`C:\\ProgramData\\FSLogix\\Logs\\Profile`, the last ERROR lines',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['Error 0x00000020, sharing violation', 'container-locked'],
          ['Error 0x00000070, disk full', 'container-full'],
          ['The file is corrupt', 'container-damaged'],
        ],
      },
    ],
    question: {
      text: 'Has the user saved anything in the temporary profile?',
      why: 'It is lost when he signs out.',
      choices: ['Yes', 'No'],
    },
  },
  {
    name: 'domain controllers do not replicate',
    fits: /repadmin|replicat|domain controllers have not exchanged/i,
    opening:
      'Error 1722 means that one controller does not reach the other. One direction works, so something between the two was changed.',
    facts: [
      [
        'Replication fails with $1, the RPC server is unavailable',
        /\((1722)\) The RPC server is unavailable/i,
      ],
      ['A new password works at one site only', /new password works in [^.]*/i],
      [
        'The two controllers have not exchanged changes since Wednesday night',
        /have not exchanged changes since wednesday night/i,
      ],
      [
        'The firewall between the sites was replaced on Wednesday',
        /firewall between the sites was replaced on wednesday/i,
      ],
    ],
    causes: [
      {
        key: 'rpc-ports',
        cause: 'The new firewall blocks the dynamic RPC ports between the sites',
        likelihood: 'likely',
        shownBy: /firewall between the sites|1722/i,
        fix: {
          title: 'Allow the dynamic RPC ports between the two controllers',
          steps: [
            'In the firewall allow TCP 49152 to 65535 between the two controllers, both ways.',
            'Start replication by hand: `repadmin /syncall /AdeP`.',
            'Read `repadmin /replsummary` again.',
          ],
          wouldConfirm: '`repadmin /replsummary` shows no failure',
          risk: 'reversible',
        },
      },
      {
        key: 'dns-records',
        cause: 'The name of the partner resolves to a wrong address',
        likelihood: 'possible',
        fix: {
          title: 'Register the records of the controller anew',
          steps: [
            '`ipconfig /registerdns` and `nltest /dsregdns` on the controller.',
            'Delete stale records, then start replication by hand.',
          ],
          wouldConfirm: '`repadmin /replsummary` shows no failure',
          risk: 'reversible',
        },
      },
      {
        key: 'time',
        cause: 'The clocks of the two controllers are more than five minutes apart',
        likelihood: 'unlikely',
        fix: {
          title: 'Set the time of the controller from its source',
          steps: ['`w32tm /config /syncfromflags:domhier /update`', '`w32tm /resync`'],
          wouldConfirm: '`repadmin /replsummary` shows no failure',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Test the ports from one controller to the other',
        how: '`Test-NetConnection <partner> -Port 135`, then `portqry -n <partner> -e 135` for the dynamic ones',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['135 answers, the dynamic ports do not', 'rpc-ports'],
          ['All of them answer', 'dns-records', 'time'],
        ],
      },
      {
        title: 'Resolve the record of the partner',
        how: '`Resolve-DnsName <guid>._msdcs.<domain>` on both controllers',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['A wrong address, or none', 'dns-records'],
          ['The right address', 'rpc-ports', 'time'],
        ],
      },
      {
        title: 'Compare the clocks',
        how: '`w32tm /stripchart /computer:<partner> /samples:3`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['More than five minutes apart', 'time'],
          ['Less than a second apart', 'rpc-ports', 'dns-records'],
        ],
      },
    ],
    question: {
      text: 'May the rules of the new firewall be changed now, or only in a window?',
      why: 'The fix is a rule between the sites.',
      choices: ['Now', 'Tonight', 'I have to ask'],
    },
  },
  {
    name: 'Remote Desktop licences',
    fits: /remote desktop licen[cs]e/i,
    opening:
      'The grace period is over and no licence server is set. The mode has to match what was bought.',
    facts: [
      [
        'Sessions end because no licence server is available',
        /no Remote Desktop License Servers available/i,
      ],
      ['The grace period ended on Sunday', /grace period ended on sunday/i],
      ['The licensing mode was never set', /licensing mode was never set/i],
    ],
    causes: [
      {
        key: 'mode-not-set',
        cause: 'Licensing mode and licence server were never set on the host',
        likelihood: 'very_likely',
        shownBy: /never set|grace period/i,
        fix: {
          title: 'Set the licence server and the mode by policy',
          steps: [
            'Install the licences on the licence server, per user as bought.',
            'Policy: “Use the specified Remote Desktop license servers” and “Set the licensing mode: Per User”.',
            '`gpupdate /force` on the host and read Licensing Diagnoser.',
          ],
          wouldConfirm: 'Licensing Diagnoser shows no warning and a user signs in',
          risk: 'reversible',
        },
      },
      {
        key: 'server-unreachable',
        cause: 'The host does not reach the licence server',
        likelihood: 'unlikely',
        fix: {
          title: 'Open the way to the licence server',
          steps: ['Start the licensing service.', 'Allow port 135 and the dynamic ports to it.'],
          wouldConfirm: 'Licensing Diagnoser finds the server',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read Licensing Diagnoser on the host',
        how: '`lsdiag.msc` on the session host',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['The licensing mode is not configured', 'mode-not-set'],
          ['The licence server does not answer', 'server-unreachable'],
        ],
      },
    ],
    question: {
      text: 'Is the key of the licences at hand?',
      why: 'Without it the server has nothing to give out.',
      choices: ['Yes', 'Waiting for the reseller', 'No'],
    },
  },
  {
    name: 'trust with the domain is broken',
    fits: /trust relationship/i,
    opening:
      'A PC that was off for long has an old machine password. The trust can be repaired without leaving the domain.',
    facts: [
      [
        'Sign-in fails because the trust with the domain failed',
        /trust relationship between this workstation and the primary domain failed/i,
      ],
      ['The PC was off since spring', /pc was off since spring/i],
    ],
    causes: [
      {
        key: 'machine-password',
        cause: 'The machine password ran out while the PC was off',
        likelihood: 'very_likely',
        shownBy: /off since/i,
        fix: {
          title: 'Reset the secure channel of the PC',
          steps: [
            'Sign in with a local administrator.',
            '`Test-ComputerSecureChannel -Repair -Credential <domain admin>`',
            'Restart and sign in with a domain account.',
          ],
          wouldConfirm: 'A domain user signs in to the PC',
          risk: 'reversible',
        },
      },
      {
        key: 'account-gone',
        cause: 'The account of the PC was disabled or deleted as stale',
        likelihood: 'possible',
        fix: {
          title: 'Enable the account of the PC and join it again',
          steps: ['Enable or restore the account.', 'Join the domain again with the same name.'],
          wouldConfirm: 'A domain user signs in to the PC',
          risk: 'disruptive',
        },
      },
      {
        key: 'clock',
        cause: 'The clock of the PC is wrong after months without power',
        likelihood: 'possible',
        fix: {
          title: 'Set the clock of the PC',
          steps: ['Set date and time in the firmware.', '`w32tm /resync`'],
          wouldConfirm: 'A domain user signs in to the PC',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Look at the account of the PC in the directory',
        how: '`Get-ADComputer <name> -Properties Enabled, PasswordLastSet`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['It is enabled, its password is months old', 'machine-password'],
          ['It is disabled or gone', 'account-gone'],
        ],
      },
      {
        title: 'Read date and time on the PC',
        how: 'On the sign-in screen, or with the local administrator',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['Date or time is wrong', 'clock'],
          ['Date and time are right', 'machine-password', 'account-gone'],
        ],
      },
    ],
    question: {
      text: 'Is a local administrator of this PC known?',
      why: 'The repair needs one sign-in without the domain.',
      choices: ['Yes', 'No'],
    },
  },
  {
    name: 'backup without a snapshot',
    fits: /\bVSS\b|backup (?:job|failed)/i,
    opening:
      'The snapshot is not made in time because a writer hangs. A restart of the writer’s service is the small means, a restart of the server the big one.',
    facts: [
      [
        'The backup failed to create a snapshot within $1 minutes',
        /failed to create VSS snapshot within the (\d+) minute/i,
      ],
      ['The System Writer is in state failed', /writer "System Writer" state: \[9\] failed/i],
      ['The last good restore point is 3 days old', /last good restore point: 3 days ago/i],
      ['It failed the third night in a row', /third night in a row/i],
    ],
    causes: [
      {
        key: 'writer-hangs',
        cause: 'The System Writer hangs and times out',
        likelihood: 'likely',
        shownBy: /timed out|system writer/i,
        fix: {
          title: 'Restart the services behind the writer and run the job again',
          steps: [
            '`Restart-Service CryptSvc`',
            '`vssadmin list writers`: System Writer is stable.',
            'Start the backup job by hand.',
          ],
          wouldConfirm: 'The job ends without errors',
          risk: 'reversible',
        },
      },
      {
        key: 'shadow-space',
        cause: 'There is no room for shadow copies',
        likelihood: 'possible',
        fix: {
          title: 'Give shadow copies more room',
          steps: [
            '`vssadmin resize shadowstorage /for=C: /on=C: /maxsize=10%`',
            'Run the job again.',
          ],
          wouldConfirm: 'The job ends without errors',
          risk: 'reversible',
        },
      },
      {
        key: 'disk-load',
        cause: 'The disks are too busy at the time of the job',
        likelihood: 'possible',
        fix: {
          title: 'Move the job away from what else runs at night',
          steps: ['Move the job by two hours.', 'Read the result the next morning.'],
          wouldConfirm: 'The next nightly job ends without errors',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'List the writers now',
        how: '`vssadmin list writers` on the server',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['System Writer has failed', 'writer-hangs'],
          ['All writers are stable', 'disk-load', 'shadow-space'],
        ],
      },
      {
        title: 'Read the room for shadow copies',
        how: '`vssadmin list shadowstorage`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['Used is at its maximum', 'shadow-space'],
          ['There is room', 'writer-hangs', 'disk-load'],
        ],
      },
    ],
    question: {
      text: 'May the server be restarted tonight if the services do not suffice?',
      why: 'Three nights without a backup are over the limit of the client.',
      choices: ['Yes', 'No', 'I have to ask'],
    },
  },
  {
    name: 'little room on a disk',
    fits: /disk space|% free|GB free/i,
    opening: 'First what grows, then what may go. Nothing is deleted before its owner is known.',
    facts: [['$1 has $2 free', /ALERT (\S+) volume \S+ ([\d.]+ GB) free[^.]*/i]],
    causes: [
      {
        key: 'growth',
        cause: 'Data of the users has grown',
        likelihood: 'likely',
        shownBy: /volume E/i,
        fix: {
          title: 'Extend the volume',
          steps: ['Check the room of the host.', 'Extend disk and volume.'],
          wouldConfirm: 'More than 20 % are free',
          risk: 'reversible',
        },
      },
      {
        key: 'leftovers',
        cause: 'Logs, dumps or old copies fill it',
        likelihood: 'possible',
        fix: {
          title: 'Remove what nobody needs, after its owner has said yes',
          steps: [
            'List the ten largest folders.',
            'Ask the owner.',
            'Move them away, then delete.',
          ],
          wouldConfirm: 'More than 20 % are free',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'List what takes the most room',
        how: 'TreeSize or `Get-ChildItem | Sort Length` on the volume',
        minutes: 10,
        risk: 'read_only',
        outcomes: [
          ['Folders of the users', 'growth'],
          ['Logs, dumps or old copies', 'leftovers'],
        ],
      },
    ],
    question: {
      text: 'Since when does the free room shrink?',
      why: 'A jump names a cause, a slope is growth.',
      choices: ['In a jump', 'Slowly', 'Not known'],
    },
  },
]
