"""What a backtest or a release says, as words, tables and pictures."""
