/** Links of the router that look like Mantine's parts: `ButtonLink` and `AnchorLink`, typed as `<Link>`. */
import { Anchor, Button } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

export const ButtonLink = createLink(Button<'a'>)
export const AnchorLink = createLink(Anchor<'a'>)
