import { queryOptions } from '@tanstack/react-query';
import type { Letterhead, PlannedWindow, ProviderContract, ServiceHours } from '#contract/service-levels.ts';
import type { ServicePlan } from '#contract/villages.ts';
import { request } from '../api/client.ts';

/** The same key as the reports': a change here is the next letter's number there. */
export const letterheadQuery = queryOptions({
  queryKey: ['letterhead'],
  queryFn: ({ signal }) => request<Letterhead>('/api/letterhead', { signal }),
});

export const contractsQuery = queryOptions({
  queryKey: ['provider-contracts'],
  queryFn: ({ signal }) => request<ProviderContract[]>('/api/provider-contracts', { signal }),
});

export const plansQuery = queryOptions({
  queryKey: ['service-plans'],
  queryFn: ({ signal }) => request<ServicePlan[]>('/api/service-plans', { signal }),
});

export const hoursQuery = queryOptions({
  queryKey: ['service-hours'],
  queryFn: ({ signal }) => request<ServiceHours[]>('/api/service-hours', { signal }),
});

export const windowsQuery = queryOptions({
  queryKey: ['planned-windows'],
  queryFn: ({ signal }) => request<PlannedWindow[]>('/api/planned-windows', { signal }),
});
