/** Sign in: e-mail and passphrase, then the code of the second factor where there is one. */
import type { ReactNode } from 'react'
import { BareLayout } from '../../app/BareLayout.tsx'
import { Page } from '../../parts/Page.tsx'

export function SignInScreen(): ReactNode {
  return (
    <BareLayout>
      <Page title="Se connecter" width="narrow">
        {null}
      </Page>
    </BareLayout>
  )
}
