import '../../ui/tokens.css'
import { MaintenancePage } from '../../pages/maintenance/MaintenancePage.tsx'
import { openPage } from '../../pages/open-page.tsx'

openPage('maintenance', <MaintenancePage />)
