/** Links of the router that look like Mantine's parts: `ButtonLink` and `AnchorLink`, typed as `<Link>`. */
import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'

type ButtonAnchorProps = Omit<ComponentProps<'a'>, keyof ButtonProps> & ButtonProps

/** Without `component` a Button with an address would be a button that opens nothing in a new tab. */
const ButtonAnchor = (props: ButtonAnchorProps): ReactNode => <Button component="a" {...props} />

export const ButtonLink = createLink(ButtonAnchor)
export const AnchorLink = createLink(Anchor<'a'>)
