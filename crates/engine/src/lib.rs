//! Who should meet whom: plain data and a seed in, plans, reasons and bounds out.
