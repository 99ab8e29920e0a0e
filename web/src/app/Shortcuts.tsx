/** The list of keys, and the switch that turns the single ones off. */
import { Kbd, Modal, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSingleKeys } from '@/lib/settings';
import css from './Shortcuts.module.css';

const KEYS = [
  ['j', 'down'], ['k', 'up'], ['n', 'next'], ['a', 'approve'], ['e', 'edit'], ['r', 'reply'], ['u', 'take_back'], ['/', 'search'], ['Esc', 'leave'], ['?', 'help'],
  ['Ctrl K', 'palette'], ['Ctrl Enter', 'send'], ['Alt T', 'then'],
] as const;

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [isOn, setOn] = useSingleKeys();
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      <dl className={css.keys}>
        {KEYS.map(([key, what]) => (
          <div key={key} className={css.row}>
            <dt><Kbd>{key}</Kbd></dt>
            <dd>{t(`shortcuts.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <Switch label={t('shortcuts.single')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
    </Modal>
  );
}
