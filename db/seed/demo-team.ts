/**
 * The demonstration team: one person per role. The passwords are for everybody to see, which
 * is why this team is never made where `NODE_ENV` says production.
 */
export const DEMO_TEAM = {
  id: '0190f000-0000-7000-8000-000000000001',
  name: 'Northwind MSP',
  people: [
    {
      id: '0190f000-0000-7000-8000-000000000011',
      email: 'owner@demo.example',
      name: 'Reina Sato',
      role: 'super_admin',
      isLead: false,
      password: 'northwind-owner-demo',
    },
    {
      id: '0190f000-0000-7000-8000-000000000012',
      email: 'admin@demo.example',
      name: 'Dana Whitlock',
      role: 'team_admin',
      isLead: false,
      password: 'northwind-admin-demo',
    },
    {
      id: '0190f000-0000-7000-8000-000000000013',
      email: 'lead@demo.example',
      name: 'Maja Lindqvist',
      role: 'engineer',
      isLead: true,
      password: 'northwind-lead-demo',
    },
    {
      id: '0190f000-0000-7000-8000-000000000014',
      email: 'engineer@demo.example',
      name: 'Jude Okafor',
      role: 'engineer',
      isLead: false,
      password: 'northwind-engineer-demo',
    },
    {
      id: '0190f000-0000-7000-8000-000000000015',
      email: 'viewer@demo.example',
      name: 'Vera Holm',
      role: 'viewer',
      isLead: false,
      password: 'northwind-viewer-demo',
    },
  ],
} as const
