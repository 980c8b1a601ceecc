import '../../ui/tokens.css'
import { NumbersPage } from '../../pages/numbers/NumbersPage.tsx'
import { openPage } from '../../pages/open-page.tsx'

openPage('numbers', <NumbersPage />)
