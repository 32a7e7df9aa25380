/** The commands of streams, by their ids. */
import { commandIds } from '../../contributions';
import type { ManagementParts } from '../../management-parts';
import type { CommandTable } from '../command-table';
import { changeViewType } from './change-view-type';
import { showShardRecords } from './show-shard-records';
import { turnStreamOff } from './turn-stream-off';
import { turnStreamOn } from './turn-stream-on';

type Ids =
  | (typeof commandIds)['turnStreamOn']
  | (typeof commandIds)['turnStreamOff']
  | (typeof commandIds)['changeViewType']
  | (typeof commandIds)['showShardRecords'];

export function streamCommands(parts: ManagementParts): Pick<CommandTable, Ids> {
  return {
    [commandIds.turnStreamOn]: turnStreamOn(parts),
    [commandIds.turnStreamOff]: turnStreamOff(parts),
    [commandIds.changeViewType]: changeViewType(parts),
    [commandIds.showShardRecords]: showShardRecords(parts),
  };
}
