--liquibase formatted sql

--changeset period-close:024-parallel splitStatements:false
--comment: One function that is not called safe keeps PostgreSQL from using a second core for any query that calls it. Functions that are replaced on change say so themselves.
alter function period_close.quoted parallel safe;
alter function period_close.shell_word parallel safe;
alter function period_close.journal_options parallel safe;
alter function period_close.ledger_balance_at parallel safe;
alter function period_close.estimated_seconds parallel safe;
alter function period_close.utc parallel safe;
alter function period_close.sha256_of parallel safe;
--rollback alter function period_close.quoted parallel unsafe;
--rollback alter function period_close.shell_word parallel unsafe;
--rollback alter function period_close.journal_options parallel unsafe;
--rollback alter function period_close.ledger_balance_at parallel unsafe;
--rollback alter function period_close.estimated_seconds parallel unsafe;
--rollback alter function period_close.utc parallel unsafe;
--rollback alter function period_close.sha256_of parallel unsafe;
