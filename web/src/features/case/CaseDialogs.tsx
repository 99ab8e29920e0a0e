/** The verbs that ask something first, and the drawer that answers "why was this sent?". */
import type { Case } from '@/api/types';
import type { CaseDialog } from './dialogs';
import { CancelDialog } from './dialogs/CancelDialog';
import { ClassifyDialog } from './dialogs/ClassifyDialog';
import { MergeDialog } from './dialogs/MergeDialog';
import { MoveDialog } from './dialogs/MoveDialog';
import { PromiseDialog } from './dialogs/PromiseDialog';
import { RefundDialog } from './dialogs/RefundDialog';
import { SplitDialog } from './dialogs/SplitDialog';
import { WaitDialog } from './dialogs/WaitDialog';
import { WhyDrawer } from './dialogs/WhyDrawer';

interface Props {
  item: Case;
  dialog: CaseDialog;
  onClose: () => void;
  onOpen: (id: string) => void;
}

export function CaseDialogs({ item, dialog, onClose, onOpen }: Props) {
  switch (dialog.kind) {
    case 'wait':
      return <WaitDialog item={item} onClose={onClose} />;
    case 'promise':
      return <PromiseDialog item={item} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog item={item} onClose={onClose} />;
    case 'merge':
      return <MergeDialog item={item} onClose={onClose} onOpen={onOpen} />;
    case 'split':
      return <SplitDialog item={item} onClose={onClose} />;
    case 'classify':
      return <ClassifyDialog item={item} onClose={onClose} />;
    case 'refund':
      return <RefundDialog item={item} onClose={onClose} />;
    case 'move':
      return <MoveDialog item={item} messageId={dialog.messageId} onClose={onClose} />;
    case 'why':
      return <WhyDrawer item={item} messageId={dialog.messageId} onClose={onClose} />;
  }
}
