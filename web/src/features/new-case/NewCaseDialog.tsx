/** A case that a teammate opens: a call, a letter, someone at the counter. */
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openCase } from '@/api/cases';
import { channelsQuery } from '@/api/intake';
import { tellFailure } from '@/ui/notify';

export function NewCaseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const channels = useQuery(channelsQuery).data ?? [];
  const [subject, setSubject] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [channel, setChannel] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const isComplete = subject.trim() !== '' && address.trim() !== '';
  const open = useMutation({
    mutationFn: () =>
      openCase({
        subject: subject.trim(),
        participants: [{ role: 'customer', address: address.trim(), ...(name.trim() ? { name: name.trim() } : {}) }],
        ...(channel ? { channel } : {}),
      }),
    onSuccess: (answer) => {
      const item = 'case' in answer ? answer.case : answer;
      onClose();
      void navigate({ to: '/queue/$view', params: { view: 'mine' }, search: { case: item.id } });
    },
    onError: tellFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isComplete) open.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t('new_case.title')} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput label={t('new_case.subject')} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} error={isTried && subject.trim() === '' && t('new_case.subject_needed')} data-autofocus />
          <TextInput label={t('new_case.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('new_case.address')} value={address} onChange={(event) => setAddress(event.currentTarget.value)} error={isTried && address.trim() === '' && t('new_case.address_needed')} />
          <Select label={t('new_case.channel')} placeholder={t('new_case.no_channel')} data={channels.map((one) => ({ value: one.id, label: one.name }))} value={channel} onChange={setChannel} clearable />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('dialog.cancel')}</Button>
            <Button type="submit" loading={open.isPending}>{t('new_case.open')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
