/**
 * Addresses of ConnectWise screens and what each says by itself.
 *
 * T1 to T3 and T5 were captured from two installs of v4_6 (2021, 2022; hosts replaced), T4 from
 * v2024_1 with its member id replaced; T6 and T7 were minted in the captured shape.
 */

export const TOKEN = {
  T1: 'XQAACAC5AwAAAAAAAAA9iIoG07$U9XMFhXt2f868IPYf62qRKAxqo4FiH$vrtLCNYyD49$2MaWUkJGjK7sEAwo51RUAQ5cBH3F6ucnqkFS45AeU6thdxW9iH6TskOX4xsAx$hwrnMFWYccDdVGb9OOcylhEHnd0mPnzGh8GeyrqiTkLzC9t_MqZNzGlFOn$Js$j_DAPV$84GEXQgHDfUrQj2_Ff3PoWhwCEjFfsBF8edDG3ME2tti$Y9HfO5Yz_EQBqi1TVitXpq4S10UIm6dqXi69iZFtBq0dQYNX4mTxv9$t8IOqNuil74E625EeMcSmApQUaDGnbqo8n4EF7JfSKLk2kgEJHPOqsBkEE8csxJZQRJ3$VmxdrC4dpubkdXHD06dH3KBkeTmF9jySQv87ySOuAhkxkhdRvuspRpvQo82A3Nhak_198WC$gBojB4BWnpOl_iMJ1tU5DPxdnSsJeaHhJVmBo5$IPnKo_QoeNOFdMXfKFNK__NCzoB',
  T2: 'XQAACADFAwAAAAAAAAA9iIoG07$U9XMFhXt2f868IPYf62qRKAxqo4FiH$vrtLCNYyD5AVfKY3L8ay_bvZPlb50aT19fhKIGxpMb42bmz_moTpPw$56geGRvZSQ584HbzXIGVXSgHdzQYfK6ebgONT6JxeriJxD5cx1Cn0hsTwdpPhyDNapoPn69J4meSZZbbb4j1sAHsltzBz3TJte6Homgqb1LMPFnhcK05dbnv6FTnL7Hxkk3riKTHEm80Dy2uU64tt9i6__HF4Q4aPVza48BV3Jog3rdcYLZrp8tyyvcycbKUvluRLfOj6u_FUlgnUyGfkTHzturhgvePhjgdloyiP1kHfYMUapcby92Om6Ru$p5rtnlOO8qsExt61yHcfgTXkcJAObeLlhWdAQsztQAMKsBhD8LuYkw7sf1X_dkDI40BzY7VwWK9ZLhkrrMw6VAItzGlg3u3N_xYCEUdKJ4bpl$iDYg5VMHAD$B5Hp7j4KnvMGjMq3NTBS2XPyV7mg=',
  T3: 'XQAACACcAQAAAAAAAAA9iIoG07$U9XZqpLgsNhRsI0O_rEHSzQCIbZUnpNMnJHh0NVQu8_9CNKe1j4TEYyVEdozpnPQYwn2gHajNKgAhBQ4qyXulgFoHPkqbF7cPfraUe46uW_k4OgSN159DL3G5fxtlMUXJDZKDNh2SwRdfedRXG0hAOkUKYzWib8MBD79p7v1Say1m82f4d9d_jr3kJNeiSsjWbqQF4KrfCnUdS6G$P7bjyHwTH$DzOFUxpwlaeAVL$dH8gw==',
  T4: 'XQAACAACAQAAAAAAAAA9iIoG07$U9W$XoZrQZV53xmzzTvE8Ibss$VHxl7o9pHfOfx3HsqiLhsuU5XFJlTJz04IgK3drE6m_Ze1vsxLYqBMDWQ0uF4WhvJRxxxYyVMOxUtq$BIlPW0k_jvLBFDoIZoX0oy_eznIk4YqhWiORLwQChO_hc5JASjAy45ZdQdgdpcTE8YaVwnG0FrKXkyqPYbl2v1ggzGg0ufwVv$YJaJ03MzNFOqKyQKwH0sMBwqr0rjy7_06yIAA=',
  T5: 'XQAACABaAAAAAAAAAAA9iIoG07$U9XZqpLgsNh4oLBjXAw2UR$ZvUcrqictbnx0_BMcdsZ5Q6OJUFtMBn7ZMg_hpPtbY6QBMfpTesM7HmABVL$17jeTldcZjnDRx$8BFgA==',
  T6: 'XQAACACYAQAAAAAAAAA9iIoG07$U9XMFhXt2f868IPYf62qRKAxqo4FiH$vrtLCNYyD49$2MaWUkJGjK0S6Ag0gvLTHPehWeVWV_fpy$96ZHWbdS1taJzB8Ac5lxHHQgAmQVEhz$$EMvsBUqn$Exl$BSzxJFkAUec52F75tbIaRTxY6$NqXwSLQfNIeGz2x4_d1jzvKVfTV9f_DJL7Ju6fgZ3za0QOSvbPQAE610IR9Ea7NsNCuy$dIszbK7EHUMNIOzF_w$5b0=',
  T7: 'XQAACACTAQAAAAAAAAA9iIoG07$U9XMFhXt2f868IPYf62qRKAxqo4FiH$vrtK88YMDXLPMk4A9dIrMcyarBZJLlv1nzBtQrlH0j$Gr18HMipmSQn23ld6f8KUzlt8nsFmGpWxrXTZYg7_O2HnBgeCwiSK9JsdOHvRShWPR9$7F33ljLWJ6OdkL4TMt_TSBdIYmpe$1Zry7wD4W3b8n9eCt0h67$eQ6A3I6BrvaEvMua4pThMpn1vXUZt_12ZcI=',
} as const

export type Expected =
  | { ticketId: number; isProvisional: boolean }
  | 'a ticket, number unreadable'
  | 'time'
  | 'no ticket'

/** The one origin outside the cloud that is granted in this table. */
export const GRANTED = ['https://cw.example.com']

export const ADDRESSES: [name: string, address: string, expected: Expected][] = [
  [
    'U01',
    'https://na.myconnectwise.net/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=123456',
    { ticketId: 123456, isProvisional: false },
  ],
  [
    'U02',
    'https://eu.myconnectwise.net/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=123456&companyName=acme',
    { ticketId: 123456, isProvisional: false },
  ],
  [
    'U03',
    'https://cw.example.com/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=7256',
    { ticketId: 7256, isProvisional: false },
  ],
  [
    'U04',
    'https://staging.connectwisedev.com/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=991',
    { ticketId: 991, isProvisional: false },
  ],
  [
    'U05',
    'https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=ServiceFV&recid=123456&companyName=acme',
    { ticketId: 123456, isProvisional: false },
  ],
  [
    'U06',
    'https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=CompanyFV&recid=2512&companyName=acme',
    'no ticket',
  ],
  [
    'U07',
    'https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=ContactFV&recid=881',
    'no ticket',
  ],
  [
    'U08',
    'https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=ConfigFv&recid=40213',
    'no ticket',
  ],
  [
    'U09',
    'https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&recordType=OpportunityFv&recid=77',
    'no ticket',
  ],
  [
    'U10',
    'https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=123456',
    { ticketId: 123456, isProvisional: true },
  ],
  [
    'U11',
    'https://aus.myconnectwise.net/v2022_2/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&srRecID=123456&companyName=acme',
    { ticketId: 123456, isProvisional: true },
  ],
  [
    'U12',
    'https://na.myconnectwise.net/v2024_1/ConnectWise.aspx?locale=en_US&routeTo=CompanyFv&recid=44',
    'no ticket',
  ],
  [
    'U13',
    'https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false&locale=en_US',
    'no ticket',
  ],
  [
    'U14',
    'https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false&locale=en_US#startscreen=sr200',
    'no ticket',
  ],
  [
    'U15',
    'https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false&locale=en_US#startscreen=sr150&state=%7B%22p%22:%22sr150%22,%20%22s%22:%7B%22p%22:%7B%22pid%22:184,%20%22rd%22:912345,%20%22screenid%22:%22sr100%22%7D%7D%7D',
    { ticketId: 912345, isProvisional: false },
  ],
  [
    'U16',
    `https://cw.example.com/v4_6_release/connectwise.aspx?locale=en_US&usehttps=1&session=new&session=new#${TOKEN.T1}??ServiceTicket`,
    { ticketId: 7758536, isProvisional: false },
  ],
  [
    'U17',
    `https://cw.example.com/v4_6_release/connectwise.aspx?locale=en_US&usehttps=1&fullscreen=false&session=new#${TOKEN.T2}??ServiceTicket`,
    { ticketId: 29668, isProvisional: false },
  ],
  [
    'U18',
    `https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false&locale=en_US#${TOKEN.T6}??ServiceTicket`,
    { ticketId: 123456, isProvisional: false },
  ],
  [
    'U19',
    `https://cw.example.com/v4_6_release/ConnectWise.aspx?locale=en_US&session=new#${TOKEN.T3}??ServiceBoard`,
    'no ticket',
  ],
  [
    'U20',
    `https://na.myconnectwise.net/v2024_1/connectwise.aspx?fullscreen=false&locale=en_US#${TOKEN.T4}??CalendarSchedule`,
    'no ticket',
  ],
  [
    'U21',
    `https://cw.example.com/v4_6_release/ConnectWise.aspx?locale=en_US#${TOKEN.T5}??ProductList`,
    'no ticket',
  ],
  [
    'U22',
    `https://na.myconnectwise.net/v2024_1/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&srRecID=123456&fullscreen=false#${TOKEN.T7}??ServiceBoard`,
    'no ticket',
  ],
  [
    'U23',
    `https://na.myconnectwise.net/v2024_1/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&srRecID=400100&fullscreen=false#${TOKEN.T6}??ServiceTicket`,
    { ticketId: 123456, isProvisional: false },
  ],
  ['U24', 'https://na.myconnectwise.net/v2025_1/timeexpensemodule.html', 'time'],
  [
    'U25',
    'https://na.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en_US&routeTo=TimeEntryFV&recid=555123',
    'no ticket',
  ],
  ['U26', 'https://na.myconnectwise.net/', 'no ticket'],
  [
    'U27',
    'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/service/tickets/123456',
    'no ticket',
  ],
  ['U28', 'https://auth.connectwise.com/?state=abc', 'no ticket'],
  [
    'U29',
    'https://na.myconnectwise.net.example.org/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=1',
    'no ticket',
  ],
  [
    'U30',
    'https://na.myconnectwise.net/v4_6_release/api/inlineimages/acme/5f0c7c1e-0000-4000-8000-000000000001',
    'no ticket',
  ],
  [
    'U31',
    'https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false&locale=en_US#XQAACAnotatoken??ServiceTicket',
    'a ticket, number unreadable',
  ],
  [
    'U32',
    'https://na.myconnectwise.net/v2025_1/connectwise.aspx?fullscreen=false&locale=en_US#??DispatchSchedule',
    'no ticket',
  ],
]
