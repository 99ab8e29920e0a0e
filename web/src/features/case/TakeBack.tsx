/** The seconds after a send in which it can be taken back. Stays on screen when one moves to another case. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import i18next from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/client';
import { takeBack } from '@/api/drafts';
import { useKeys } from '@/lib/keys';
import { tell, tellFailure } from '@/ui/notify';
import css from './TakeBack.module.css';

interface Hold {
  draftId: string;
  hold_s: number;
  onTakenBack: () => void;
  onGone: () => void;
}

export function offerTakeBack(hold: Hold) {
  const id = `take-back-${hold.draftId}`;
  const ends = Date.now() + hold.hold_s * 1000;
  notifications.show({ id, autoClose: false, withCloseButton: false, withBorder: true, message: <TakeBack id={id} ends={ends} hold={hold} /> });
}

function TakeBack({ id, ends, hold }: { id: string; ends: number; hold: Hold }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(() => Math.ceil((ends - Date.now()) / 1000));
  const isDone = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = Math.ceil((ends - Date.now()) / 1000);
      setLeft(seconds);
      if (seconds > 0 || isDone.current) return;
      isDone.current = true;
      notifications.hide(id);
      hold.onGone();
    }, 250);
    return () => clearInterval(timer);
  }, [ends, hold, id]);

  const undo = async () => {
    if (isDone.current) return;
    isDone.current = true;
    notifications.hide(id);
    try {
      await takeBack(hold.draftId);
      hold.onTakenBack();
      tell(i18next.t('undo.taken_back'));
    } catch (error) {
      hold.onGone();
      if (error instanceof Problem && error.kind === 'conflict') tell(i18next.t('undo.too_late'));
      else tellFailure(error as Error);
    }
  };
  useKeys({ u: () => void undo() });

  return (
    <div className={css.bar}>
      <span>{t('undo.leaves', { count: Math.max(0, left) })}</span>
      <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={() => void undo()}>{t('undo.take_back')}</Button>
      <span className={css.line} style={{ animationDuration: `${hold.hold_s}s` }} aria-hidden="true" />
    </div>
  );
}
