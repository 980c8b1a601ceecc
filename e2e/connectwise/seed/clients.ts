/** The clients and the people there. Every name, address, number and domain is invented. */
import type { Communication, Company, Contact } from '../records.ts'

const stored = '2026-01-12T09:00:00Z'

type Place = Pick<Company, 'addressLine1' | 'city' | 'state' | 'zip' | 'phoneNumber' | 'website'>

function client(id: number, identifier: string, name: string, place: Place): Company {
  return {
    id,
    identifier,
    name,
    ...place,
    statusName: 'Active',
    typeNames: ['Client'],
    deletedFlag: false,
    lastUpdated: stored,
  }
}

export const companies: Company[] = [
  {
    ...client(2, 'NorthwindMSP', 'Northwind MSP', {
      addressLine1: '9 Tannery Lane',
      city: 'Elmsworth',
      state: 'OH',
      zip: '44299',
      phoneNumber: '3305550100',
      website: 'https://northwind-msp.example',
    }),
    typeNames: ['Owner'],
  },
  client(250, 'PelicanRow', 'Pelican Row Dental Group', {
    addressLine1: '41 Pelican Row',
    city: 'Bay Marrow',
    state: 'OR',
    zip: '97299',
    phoneNumber: '5035550141',
    website: 'https://pelicanrow.example',
  }),
  client(251, 'ThistlewoodOk', 'Thistlewood & Okoro LLP', {
    addressLine1: '300 Assize Street, Floor 4',
    city: 'Elmsworth',
    state: 'OH',
    zip: '44299',
    phoneNumber: '3305550173',
    website: 'https://thistlewoodokoro.example',
  }),
  client(252, 'Quillfeather', 'Quillfeather Logistics', {
    addressLine1: '1200 Depot Road',
    city: 'Gantry Falls',
    state: 'IL',
    zip: '60999',
    phoneNumber: '3125550188',
    website: 'https://quillfeather.example',
  }),
  client(253, 'Varnholm', 'Varnholm Precision Parts', {
    addressLine1: '77 Lathe Way',
    city: 'Kettlebrook',
    state: 'MI',
    zip: '48999',
    phoneNumber: '2485550119',
    website: 'https://varnholm.example',
  }),
  client(254, 'Larkmoor', 'Larkmoor Wealth Advisors', {
    addressLine1: '5 Exchange Court',
    city: 'Elmsworth',
    state: 'OH',
    zip: '44299',
    phoneNumber: '3305550125',
    website: 'https://larkmoor.example',
  }),
  client(255, 'JuniperHollow', 'Juniper Hollow School District', {
    addressLine1: '88 Schoolhouse Hill',
    city: 'Juniper Hollow',
    state: 'CO',
    zip: '80999',
    phoneNumber: '3035550162',
    website: 'https://juniperhollow.example',
  }),
  // Deleted companies stay in lists until they are filtered out.
  {
    ...client(199, 'OldMillPrint', 'Old Mill Print Shop', {
      addressLine1: '1 Mill Yard',
      city: 'Elmsworth',
      state: 'OH',
      zip: '44299',
      phoneNumber: '3305550199',
      website: 'https://oldmill.example',
    }),
    deletedFlag: true,
    statusName: 'Inactive',
  },
]

/** A contact with one address and, where given, one number. */
function person(
  id: number,
  companyId: number,
  firstName: string,
  lastName: string | undefined,
  title: string,
  email?: string,
  phone?: string,
): Contact {
  const lines: Communication[] = []
  if (email)
    lines.push({
      id: id * 10 + 1,
      communicationType: 'Email',
      typeName: 'Email',
      value: email,
      defaultFlag: true,
    })
  if (phone)
    lines.push({
      id: id * 10 + 2,
      communicationType: 'Phone',
      typeName: 'Direct',
      value: phone,
      defaultFlag: true,
    })
  return {
    id,
    companyId,
    firstName,
    lastName,
    title,
    inactiveFlag: false,
    communicationItems: lines,
    lastUpdated: stored,
  }
}

export const contacts: Contact[] = [
  person(
    1201,
    250,
    'Ines',
    'Adler',
    'Practice Manager',
    'ines.adler@pelicanrow.example',
    '5035550142',
  ),
  person(1202, 250, 'Corwin', 'Mabry', 'Dentist', 'c.mabry@pelicanrow.example'),
  person(
    1203,
    250,
    'Front Desk',
    undefined,
    'Reception',
    'frontdesk@pelicanrow.example',
    '5035550141',
  ),
  person(1211, 251, 'Zoë', 'Thistlewood', 'Partner', 'zoe@thistlewoodokoro.example', '3305550174'),
  person(1212, 251, 'Emeka', 'Okoro', 'Partner', 'emeka@thistlewoodokoro.example'),
  person(
    1213,
    251,
    'Lena',
    'Prāt',
    'Paralegal',
    'lena.prat@thistlewoodokoro.example',
    '3305550176',
  ),
  person(1214, 251, 'Hollis', 'Wray', 'Office Manager', 'hollis@thistlewoodokoro.example'),
  person(
    1221,
    252,
    'Marta',
    'Quill',
    'Operations Director',
    'marta.quill@quillfeather.example',
    '3125550189',
  ),
  person(
    1222,
    252,
    'Dev',
    'Ramanathan',
    'Warehouse Lead',
    'dev@quillfeather.example',
    '3125550190',
  ),
  person(1223, 252, 'أمينة', 'الحداد', 'Customs Desk', 'amina@quillfeather.example'),
  person(1231, 253, 'Björn', 'Varnholm', 'Owner', 'bjorn@varnholm.example', '2485550120'),
  person(1232, 253, 'Tessa', 'Ng', 'Quality', 'tessa.ng@varnholm.example'),
  person(1233, 253, 'Ray', 'Pulaski', 'Shift Supervisor', undefined, '2485550133'),
  person(
    1241,
    254,
    'Octavia',
    'Lark',
    'Managing Director',
    'octavia@larkmoor.example',
    '3305550126',
  ),
  person(1242, 254, 'Jonas', 'Feld', 'Analyst', 'jonas.feld@larkmoor.example'),
  person(1243, 254, 'Perpetua', "O'Dowd", 'Compliance', 'perpetua.odowd@larkmoor.example'),
  person(
    1251,
    255,
    'Samir',
    'Castellanos',
    'IT Coordinator',
    'scastellanos@juniperhollow.example',
    '3035550163',
  ),
  person(1252, 255, 'Wilhelmina', 'Thorne', 'Principal', 'wthorne@juniperhollow.example'),
  {
    ...person(1253, 255, 'Abel', 'Quist', 'Teacher', 'aquist@juniperhollow.example', '3035550164'),
    inactiveFlag: true,
  },
]

// Several lines may each be the default of their kind, and one kind may have several lines.
contacts[0]?.communicationItems.push({
  id: 12013,
  communicationType: 'Phone',
  typeName: 'Cell',
  value: '5035550177',
  extension: '12',
  defaultFlag: false,
})
