"""Measurements that anyone can repeat: throwaway installations, made-up people, medians."""
