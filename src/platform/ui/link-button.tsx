// A link that looks like a button: it goes somewhere, keeps scope and period, and opens in a new tab when asked.
import { createLink } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';
import type { ComponentType, ReactNode } from 'react';

export interface LinkButtonProps extends Omit<ButtonProps, 'href' | 'onClick' | 'type'> {
  to: string;
  search?: Readonly<Record<string, string | undefined>>;
  primary?: boolean;
  children?: ReactNode;
}

const Dressed = ({ primary = false, ...rest }: ButtonProps & { primary?: boolean }) => (
  <Button {...rest} type={primary ? 'primary' : 'default'} />
);

// The router's types follow a route tree that the platform does not know.
export const LinkButton = createLink(Dressed as never) as unknown as ComponentType<LinkButtonProps>;
