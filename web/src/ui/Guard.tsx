/** Keeps a part that breaks from taking the screen with it. */
import { Component, type ReactNode } from 'react';
import { Failed } from './Notice';

interface Props {
  children: ReactNode;
  /** A new value gives the part another chance. */
  at?: string;
}

export class Guard extends Component<Props, { error: Error | null; at?: string }> {
  override state: { error: Error | null; at?: string } = { error: null, at: this.props.at };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: { at?: string }) {
    return props.at === state.at ? null : { error: null, at: props.at };
  }

  override render() {
    if (this.state.error) return <Failed error={this.state.error} onRetry={() => this.setState({ error: null })} />;
    return this.props.children;
  }
}
